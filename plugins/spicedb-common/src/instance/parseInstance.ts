import type { Instance } from './Instance';
import type { InstanceInput } from './InstanceInput';
import { instanceFields } from './InstanceInput';
import { answerOpenQuestions } from './answers';
import { contradictionsIn } from './checks';
import type { PortalConfig } from './PortalConfig';
import type { Problem } from './problems';
import { problemOf, shown } from './problems';
import { textsIn, troubleInText } from './text';

/** @public */
export type InstanceResult = { ok: true; instance: Instance } | { ok: false; problems: Problem[] };

/**
 * Reads what a team asked for. It is taken whole or refused whole, and a
 * refusal names every problem at once: one that comes to light only after
 * another was mended would cost a person a second round.
 *
 * @public
 */
export function parseInstance(input: unknown, config: PortalConfig): InstanceResult {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { ok: false, problems: [{ path: '', message: 'An instance is described by a group of fields.' }] };
  }
  const problems: Problem[] = [];
  const bad = new Set<string>();
  const refuse = (path: string, message: string) => {
    bad.add(path.split('.')[0]);
    if (!problems.some(problem => problem.path === path)) problems.push({ path, message });
  };

  const size = JSON.stringify(input)?.length ?? 0;
  if (size > 20_000) refuse('', `is ${size} characters long in all; nothing that a form asks for is.`);
  for (const key of Object.keys(input)) {
    if (!Object.hasOwn(instanceFields, key)) refuse(shown(key), 'is not a field of this form.');
  }
  for (const { path, text } of textsIn(input)) {
    const trouble = troubleInText(text);
    if (trouble) refuse(path, trouble);
  }

  const answers = readFields(input as Record<string, unknown>, refuse, bad);
  for (const { path, message } of contradictionsIn(answers, config)) refuse(path, message);
  if (problems.length) return { ok: false, problems: inOrderOfForm(problems) };

  const instance = answerOpenQuestions(answers as InstanceInput, config);
  return { ok: true, instance };
}

/** Each field for itself, so that one bad field does not hide what is wrong with the next. */
function readFields(
  input: Record<string, unknown>,
  refuse: (path: string, message: string) => void,
  bad: ReadonlySet<string>,
): Partial<InstanceInput> {
  const answers: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(instanceFields)) {
    // An empty field of a form is one that was left out.
    const given = input[key] === '' || input[key] === null ? undefined : input[key];
    const parsed = schema.safeParse(given);
    if (parsed.success) {
      if (!bad.has(key) && parsed.data !== undefined) answers[key] = parsed.data;
    } else {
      for (const issue of parsed.error.issues) {
        const { path, message } = problemOf(issue, key);
        refuse(path, message);
      }
    }
  }
  return answers as Partial<InstanceInput>;
}

function inOrderOfForm(problems: Problem[]): Problem[] {
  const order = Object.keys(instanceFields);
  const place = ({ path }: Problem) => {
    const index = order.indexOf(path.split('.')[0]);
    return index < 0 ? order.length : index;
  };
  return problems.slice().sort((a, b) => place(a) - place(b));
}
