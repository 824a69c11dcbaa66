import type { ZodIssue } from 'zod/v3';

/**
 * One thing that is wrong with an answer, in words for the person who gave it.
 *
 * @public
 */
export interface Problem {
  /** The field as the form names it, for example `tls.secretName`. */
  path: string;
  message: string;
}

/** All problems in one text, for places that can show only one. @public */
export function problemsInOneText(problems: readonly Problem[]): string {
  if (problems.length === 1) return sentence(problems[0]);
  return [
    `There are ${problems.length} problems:`,
    ...problems.map(problem => `- ${sentence(problem)}`),
  ].join('\n');
}

function sentence({ path, message }: Problem): string {
  return path ? `${path}: ${message}` : message;
}

/** What a schema found, said the way the rest of the checks speak. */
export function problemOf(issue: ZodIssue, prefix = ''): Problem {
  const path = [prefix, ...issue.path].filter(part => part !== '').join('.');
  return { path, message: wordsFor(issue) };
}

function wordsFor(issue: ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.received === 'undefined'
        ? 'is missing.'
        : `must be ${article(issue.expected)}, not ${article(issue.received)}.`;
    case 'unrecognized_keys':
      return `does not know ${issue.keys.map(key => `"${shown(key)}"`).join(', ')}.`;
    case 'invalid_enum_value':
      return `must be one of ${issue.options.join(', ')}; it is "${shown(String(issue.received))}".`;
    case 'too_small':
      return issue.type === 'number'
        ? `must be at least ${issue.minimum}.`
        : `must have at least ${issue.minimum} ${issue.type === 'array' ? 'entries' : 'characters'}.`;
    case 'too_big':
      return issue.type === 'number'
        ? `must be at most ${issue.maximum}.`
        : `must have at most ${issue.maximum} ${issue.type === 'array' ? 'entries' : 'characters'}.`;
    default:
      return issue.message;
  }
}

function article(type: string): string {
  const names: Record<string, string> = {
    string: 'a text',
    number: 'a number',
    integer: 'a whole number',
    float: 'a number with a fraction',
    nan: 'something that is no number',
    boolean: 'yes or no (true or false)',
    object: 'a group of fields',
    array: 'a list',
    null: 'empty (null)',
  };
  return names[type] ?? type;
}

/** A person's own text, cut and made visible, so that it can be quoted back. */
export function shown(text: string): string {
  const visible = text.replace(/[\p{C}\u2028\u2029]/gu, '\uFFFD');
  return visible.length > 40 ? `${visible.slice(0, 40)}…` : visible;
}
