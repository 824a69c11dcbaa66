import type { Evidence, Finding, Severity } from './assessment';
import type { MessageCatalog } from './message';

/** A finding as the catalogue keeps it: its words, with `{{name}}` for what differs. @public */
export interface FindingDefinition {
  severity: Severity;
  summary: string;
  meaning: string;
  /** Steps in order; a command has the same parameters as the words. */
  remedy: { text: string; command?: string }[];
}

/** @public */
export type FindingCatalog = Readonly<Record<string, FindingDefinition>>;

/** What goes into the words of a finding. */
export type Words = Record<string, string | number>;

/** Makes a finding of the catalogue; a code that nobody defined is a mistake of ours. */
export function findingFrom(
  catalog: FindingCatalog,
  code: string,
  params: Words,
  evidence: Evidence[],
  severity?: Severity,
): Finding {
  const definition = catalog[code];
  if (!definition) throw new Error(`There is no finding ${code}`);
  return {
    code,
    severity: severity ?? definition.severity,
    summary: { key: `finding.${code}.summary`, params },
    meaning: { key: `finding.${code}.meaning`, params },
    evidence,
    remedy: definition.remedy.map(({ command }, index) => ({
      text: { key: `finding.${code}.remedy.${index + 1}`, params },
      ...(command === undefined ? {} : { command: fill(command, params) }),
    })),
  };
}

/** Adds what every finding of one judgement knows, such as the namespace, where it was left open. */
export function placed(finding: Finding, place: Words): Finding {
  const complete = (message: Finding['summary']) => ({
    ...message,
    params: { ...place, ...message.params },
  });
  return {
    ...finding,
    summary: complete(finding.summary),
    meaning: complete(finding.meaning),
    remedy: finding.remedy.map(({ command, text }) => ({
      text: complete(text),
      ...(command === undefined ? {} : { command: fill(command, place) }),
    })),
  };
}

/** The sentences of a catalogue by the keys that findings carry. @public */
export function messagesOf(catalog: FindingCatalog): MessageCatalog {
  const messages: Record<string, string> = {};
  for (const [code, { summary, meaning, remedy }] of Object.entries(catalog)) {
    messages[`finding.${code}.summary`] = summary;
    messages[`finding.${code}.meaning`] = meaning;
    remedy.forEach(({ text }, index) => {
      messages[`finding.${code}.remedy.${index + 1}`] = text;
    });
  }
  return messages;
}

function fill(command: string, params: Words): string {
  return command.replace(/\{\{(\w+)\}\}/g, (whole, key: string) => String(params[key] ?? whole));
}
