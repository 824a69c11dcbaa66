/** What a line of a structured log says before anything else, in this order. */
const spoken = ['level', 'message', 'error'] as const;

/** Known to every reader from the page around the log. */
const left = new Set(['time', 'format', 'provider', 'async', 'log_level', ...spoken]);

/** A line of a JSON log as a person would write it; any other line as it is. */
export function compactLine(line: string): string {
  if (!line.startsWith('{')) return line;
  let fields: Record<string, unknown>;
  try {
    fields = JSON.parse(line);
  } catch {
    return line;
  }
  if (typeof fields.message !== 'string' && typeof fields.error !== 'string') return line;
  const rest = Object.entries(fields)
    .filter(([name]) => !left.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return [...spoken.map(name => fields[name]).filter(Boolean), ...rest].join('  ');
}
