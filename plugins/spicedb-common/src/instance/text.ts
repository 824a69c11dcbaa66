import { shown } from './problems';

/**
 * What is wrong with a text wherever it stands, or undefined. Every text ends
 * up in YAML, in a Helm value or in a path, so nothing may pass that any of
 * these would read as more than text; and nothing may pass that looks like a
 * secret, because the text goes to Git.
 *
 * @public
 */
export function troubleInText(text: string): string | undefined {
  return rules.find(rule => rule.applies(text))?.says(text);
}

interface Rule {
  applies(text: string): boolean;
  says(text: string): string;
}

const matches = (pattern: RegExp, says: (text: string) => string): Rule => ({
  applies: text => pattern.test(text),
  says,
});

const secretAdvice =
  'Secrets never go through the portal or Git: put it into your secret store and give the name of the Kubernetes Secret here.';

const rules: Rule[] = [
  matches(/[\r\n\u0085\u2028\u2029]/u, () => 'must be one line.'),
  matches(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}]/u, () => 'has a character that cannot be seen.'),
  {
    applies: text => text.normalize('NFKC') !== text,
    says: text =>
      `has characters that only look like others ("${shown(text)}"); write "${shown(
        text.normalize('NFKC'),
      )}".`,
  },
  matches(/(?! )\p{Zs}/u, () => 'has a space that is not the usual one; write that one.'),
  {
    applies: mixesScripts,
    says: text => `mixes letters of different alphabets in one word ("${shown(text)}").`,
  },
  matches(
    /\{\{|\}\}|\$\{|\$\(|\{%|<%/,
    text => `must be plain text; "${shown(text)}" looks like a template.`,
  ),
  matches(/:\/\/[^/\s@]*:[^/\s@]*@/, () => `is an address with a password in it. ${secretAdvice}`),
  matches(
    /^(postgres(ql)?|mysql|cockroach(db)?|jdbc:\w+):\/\//i,
    () => `is a database address. ${secretAdvice}`,
  ),
  matches(/-----BEGIN [A-Z ]+-----/, () => `is a key or certificate. ${secretAdvice}`),
  matches(
    /\b(AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_\w{20,}|\bglpat-[\w-]{20,}|\bxox[abpr]-|\beyJ[\w-]{10,}\.[\w-]{10,}|\bsk-[\w-]{20,}|\bAIza[\w-]{30,}/,
    () => `looks like an access key or token. ${secretAdvice}`,
  ),
  matches(
    /\b(password|passwd|pwd|secret|token|preshared[_-]?key|api[_-]?key)\s*[=:]\s*\S/i,
    () => `looks like a password or key. ${secretAdvice}`,
  ),
  matches(
    /^(---|\.\.\.)|^[&*!|>%@`]/,
    text => `must not begin like YAML markup; it begins with "${shown(text.slice(0, 3))}".`,
  ),
  { applies: looksRandom, says: () => `looks like a key or password. ${secretAdvice}` },
];

/** Long runs that no person would type as a name: hex of 32 and more, or mixed case with digits. */
function looksRandom(text: string): boolean {
  return text.split(/[\s/:@,;.]+/).some(word => {
    if (/^[0-9a-f]{32,}$/i.test(word)) return true;
    return (
      word.length >= 20 &&
      /^[A-Za-z0-9+_=-]+$/.test(word) &&
      /[a-z]/.test(word) &&
      /[A-Z]/.test(word) &&
      (word.match(/[0-9]/g) ?? []).length >= 3
    );
  });
}

/** Latin beside Cyrillic or Greek in one word is how look-alikes are made. */
function mixesScripts(text: string): boolean {
  return text
    .split(/[^\p{L}]+/u)
    .some(
      word =>
        [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u].filter(s => s.test(word)).length >
        1,
    );
}

/** Every text inside a value, with the path to it; keys are texts too. */
export function* textsIn(value: unknown, path = ''): Generator<{ path: string; text: string }> {
  if (typeof value === 'string') {
    yield { path, text: value };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* textsIn(item, join(path, String(index)));
  } else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      yield { path, text: key };
      yield* textsIn(item, join(path, key));
    }
  }
}

const join = (path: string, key: string) => (path ? `${path}.${key}` : key);
