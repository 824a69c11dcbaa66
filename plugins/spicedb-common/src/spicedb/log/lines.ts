/** What one line of SpiceDB's log says, whichever format it was written in. */
export interface LogLine {
  level?: string;
  message: string;
  error?: string;
  fields: Record<string, string>;
  /** The line as it was read, without colours. */
  text: string;
}

// eslint-disable-next-line no-control-regex
const colours = /\u001b\[[0-9;]*m/g;

const levels: Record<string, string> = {
  TRC: 'trace',
  DBG: 'debug',
  INF: 'info',
  WRN: 'warn',
  ERR: 'error',
  FTL: 'fatal',
  PNC: 'panic',
};

/** Reads a line as JSON, as console output, or as plain text; a line cut in half is plain text. */
export function readLine(raw: string): LogLine {
  const text = raw.replace(colours, '').trimEnd();
  return readJson(text) ?? readConsole(text) ?? { message: text, fields: {}, text };
}

function readJson(text: string): LogLine | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(text) as Record<string, unknown>;
    const fields: Record<string, string> = {};
    for (const [key, item] of Object.entries(value)) {
      if (typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean') {
        fields[key] = String(item);
      }
    }
    return { level: fields.level, message: fields.message ?? '', error: fields.error, fields, text };
  } catch {
    return undefined;
  }
}

const consoleLine = /^\S+ (TRC|DBG|INF|WRN|ERR|FTL|PNC) (.*)$/s;
const consoleField = /(?:^| )([\w-]+)=("(?:[^"\\]|\\.)*"|\{.*\}|\S*)/g;

function readConsole(text: string): LogLine | undefined {
  const found = consoleLine.exec(text);
  if (!found) return undefined;
  const [, level, rest] = found;
  const fields: Record<string, string> = {};
  let message = rest;
  for (const match of rest.matchAll(consoleField)) {
    if (message.length > match.index) message = rest.slice(0, match.index);
    fields[match[1]] = unquote(match[2]);
  }
  return { level: levels[level], message, error: fields.error, fields, text };
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    return JSON.parse(value) as string;
  } catch {
    return value.slice(1, -1);
  }
}
