/** The templates of the portal, run as the form runs them: by the scaffolder's own API. */
import { setTimeout as pause } from 'node:timers/promises';
import { portal } from './portal.ts';

interface TaskEvent {
  type: 'log' | 'completion';
  body: { message: string; output?: TemplateOutput };
}

interface TemplateOutput {
  text?: Array<{ title: string; content: string }>;
}

async function callPortal(path: string, token: string | undefined, body?: object): Promise<unknown> {
  const { address } = await portal();
  const response = await fetch(`${address}/api/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      'Content-Type': 'application/json',
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 500)}`);
  return JSON.parse(text);
}

async function guestToken(): Promise<string> {
  const { backstageIdentity } = (await callPortal('auth/guest/refresh', undefined)) as {
    backstageIdentity: { token: string };
  };
  return backstageIdentity.token;
}

const PATIENCE_MS = 120_000;

/** Runs a template to its end and gives back what its last page says. */
export async function runTemplate(name: string, values: object): Promise<TemplateOutput> {
  const token = await guestToken();
  const { id } = (await callPortal('scaffolder/v2/tasks', token, {
    templateRef: `template:default/${name}`,
    values,
  })) as { id: string };
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const { status } = (await callPortal(`scaffolder/v2/tasks/${id}`, token)) as { status: string };
    if (status !== 'open' && status !== 'processing') {
      const events = (await callPortal(`scaffolder/v2/tasks/${id}/events`, token)) as TaskEvent[];
      if (status === 'completed') return events.find(({ type }) => type === 'completion')?.body.output ?? {};
      const said = events.map(({ body }) => body.message).filter(text => !text.startsWith('Skipping'));
      throw new Error(`the template ${name} ended as "${status}": ${said.slice(-6).join(' | ')}`);
    }
    if (Date.now() > giveUpAt) throw new Error(`the template ${name} did not end in ${PATIENCE_MS / 1000} s`);
    await pause(250);
  }
}
