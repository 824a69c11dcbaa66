import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateEntities from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import spicedbModule from '@spicedb-portal/backstage-plugin-scaffolder-backend-module-spicedb';
import type { JsonObject } from '@backstage/types';

export type Json = Record<string, any>;

/** A portal's catalog and scaffolder, asked over HTTP as its pages ask them. */
export interface Portal {
  ask(path: string, body?: object): Promise<Json>;
  /** An entity of the catalog, once it is there. */
  entity(kind: string, name: string): Promise<Json | undefined>;
  /** Runs a template to its end. */
  run(template: string, values: object): Promise<Json>;
  /** Looks until there is something to see. */
  until<T>(what: string, look: () => Promise<T | undefined>): Promise<T>;
  stop(): Promise<void>;
}

export async function startPortal(config: JsonObject, features: BackendFeature[]): Promise<Portal> {
  const backend = await startTestBackend({
    features: [
      mockServices.rootConfig.factory({ data: config }),
      schedulerServiceFactory,
      catalogPlugin,
      templateEntities,
      scaffolderPlugin,
      spicedbModule,
      ...features,
    ],
  });
  const { port } = backend.server.address() as { port: number };

  const ask: Portal['ask'] = async (path, body) => {
    const response = await fetch(`http://localhost:${port}/api/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };

  const until: Portal['until'] = async (what, look) => {
    const giveUpAt = Date.now() + 60_000;
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (Date.now() > giveUpAt) throw new Error(`Waited in vain for ${what}`);
      // The backend runs in this very process and needs its turn.
      await new Promise(next => setTimeout(next, 50));
    }
  };

  const entity: Portal['entity'] = async (kind, name) => {
    const { status, body } = await ask(`catalog/entities/by-name/${kind}/default/${name}`);
    return status === 200 ? body : undefined;
  };

  const run: Portal['run'] = async (template, values) => {
    await until(template, () => entity('template', template));
    const { body: started } = await ask('scaffolder/v2/tasks', {
      templateRef: `template:default/${template}`,
      values,
    });
    const { status } = await until(`the end of ${template}`, async () => {
      const { body } = await ask(`scaffolder/v2/tasks/${started.id}`);
      return ['completed', 'failed'].includes(body.status) ? body : undefined;
    });
    const { body: events } = await ask(`scaffolder/v2/tasks/${started.id}/events`);
    return { status, ...events.find(({ type }: Json) => type === 'completion').body };
  };

  return { ask, entity, run, until, stop: () => backend.stop() };
}

/** Where a link of a task's result leads. */
export const linkIn = (output: Json, title: string): string | undefined =>
  output.links.find((link: Json) => link.title === title)?.url;
