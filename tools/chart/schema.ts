// values.schema.json from the documented values.
import type { ValueNode } from './values.ts';

export type Schema = { [key: string]: unknown };

/** What a string may look like. Every one of them also takes "" where "" is the default. */
const formats: Record<string, { pattern: string; maxLength?: number; says: string }> = {
  name: { pattern: '[a-z0-9]([-a-z0-9.]*[a-z0-9])?', maxLength: 253, says: 'a Kubernetes name' },
  shortName: {
    pattern: '[a-z]([-a-z0-9]*[a-z0-9])?',
    maxLength: 52,
    says: 'a Kubernetes name of at most 52 characters',
  },
  labelValue: {
    pattern: '[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?',
    maxLength: 63,
    says: 'the value of a label',
  },
  hostname: { pattern: '[a-z0-9*]([-a-z0-9.]*[a-z0-9])?', maxLength: 253, says: 'a host name' },
  duration: {
    pattern: '([0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h))+',
    says: 'a duration such as 500ms, 30s or 1h30m',
  },
  seconds: {
    pattern: '([0-9]+h([0-9]+m)?([0-9]+s)?|[0-9]+m([0-9]+s)?|[0-9]+s)',
    says: 'a duration such as 30s, 10m or 1h30m',
  },
  digest: { pattern: 'sha256:[0-9a-f]{64}', says: 'sha256: and 64 hexadecimal digits' },
  tag: { pattern: '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}', says: 'the tag of an image' },
  version: { pattern: 'v?[0-9]+\\.[0-9]+\\.[0-9]+', says: 'a version such as v1.56.0' },
  roleArn: { pattern: 'arn:aws[a-z-]*:iam::[0-9]{12}:role/.+', says: 'the ARN of an IAM role' },
  tablePrefix: { pattern: '[A-Za-z0-9_]+', says: 'letters, digits and _' },
  databaseName: { pattern: '[A-Za-z0-9_.-]+', says: 'letters, digits, _, . and -' },
  endpoint: { pattern: '[^\\s:/]+:[0-9]+', says: 'host:port' },
  url: { pattern: 'https?://\\S+', says: 'a URL' },
  countOrPercent: { pattern: '[0-9]+%', says: 'a number or a percentage such as 25%' },
};

const scalar = { type: ['string', 'number', 'boolean'] };

export function typeOf(node: ValueNode): string[] {
  const declared = node.tags.get('type');
  if (declared) return declared.split('|').map(type => type.trim());
  if (node.tags.has('one-of')) return ['string'];
  if (Array.isArray(node.value)) return ['array'];
  if (typeof node.value === 'number') return ['integer'];
  return [typeof node.value];
}

export function choicesOf(node: ValueNode): string[] | undefined {
  return node.tags
    .get('one-of')
    ?.split('|')
    .map(choice => choice.trim().replace(/^""$/, ''));
}

function itemsOf(node: ValueNode): Schema {
  const list = node.tags.get('list');
  if (list) return { type: list, ...(list === 'string' ? { minLength: 1 } : {}) };
  if (node.tags.get('kubernetes')?.startsWith('[]')) return { type: 'object' };
  throw new Error(`${node.path.join('.')}: a list needs @list or @kubernetes [].`);
}

function leafSchema(node: ValueNode): Schema {
  const where = node.path.join('.');
  if (!node.description) throw new Error(`values.yaml: ${where} has no comment.`);
  const types = typeOf(node);
  const schema: Schema = { description: node.description };
  const choices = choicesOf(node);
  if (choices) return { ...schema, enum: choices, default: node.value };
  if (types.includes('auto') && types.includes('boolean'))
    return { ...schema, enum: ['auto', true, false], default: node.value };

  const jsonTypes = types.map(type => (type === 'auto' ? 'string' : type));
  schema.type = jsonTypes.length === 1 ? jsonTypes[0] : jsonTypes;
  if (types.includes('auto')) schema.pattern = '^auto$';
  const formatName = node.tags.get('format');
  if (formatName) {
    const format = formats[formatName];
    if (!format) throw new Error(`values.yaml: ${where} has the unknown format ${formatName}.`);
    schema.pattern = node.value === '' ? `^(${format.pattern})?$` : `^${format.pattern}$`;
    if (format.maxLength) schema.maxLength = format.maxLength;
    schema.description = `${node.description} Must be ${format.says}${
      node.value === '' ? ', or empty' : ''
    }.`;
  }
  for (const [tag, keyword] of [
    ['min', 'minimum'],
    ['max', 'maximum'],
    ['max-items', 'maxItems'],
  ] as const) {
    const bound = node.tags.get(tag);
    if (bound !== undefined) schema[keyword] = Number(bound);
  }
  if (types.includes('array')) schema.items = itemsOf(node);
  if (node.tags.has('map'))
    schema.additionalProperties = node.tags.get('map') === 'scalar' ? scalar : { type: 'string' };
  if (types.includes('object') && !node.tags.has('map') && !node.tags.has('kubernetes')) {
    throw new Error(`values.yaml: ${where} needs @map or @kubernetes.`);
  }
  return { ...schema, default: node.value };
}

function sectionSchema(nodes: ValueNode[], at: string, refused: Record<string, string>): Schema {
  const properties: Record<string, Schema> = {};
  for (const node of nodes) {
    const path = node.path.join('.');
    const key = node.path[node.path.length - 1];
    properties[key] = node.children
      ? {
          ...sectionSchema(node.children, `${path}.`, refused),
          ...(node.description ? { description: node.description } : {}),
        }
      : leafSchema(node);
  }
  // Refused names pass the schema, so that the chart can refuse them with its advice.
  for (const [path, advice] of Object.entries(refused)) {
    const key = path.slice(at.length);
    if (path.startsWith(at) && !key.includes('.')) {
      if (properties[key]) throw new Error(`files/refused.json: ${path} is a value of the chart.`);
      properties[key] = { description: `Refused: ${advice}`, deprecated: true };
    }
  }
  return { type: 'object', additionalProperties: false, properties };
}

export function schemaOf(nodes: ValueNode[], refused: Record<string, string>): string {
  const schema = sectionSchema(nodes, '', refused);
  (schema.properties as Record<string, Schema>).global = {
    type: 'object',
    description: 'Values that Helm hands to subcharts. This chart uses none.',
  };
  return `${JSON.stringify(
    { $schema: 'http://json-schema.org/draft-07/schema#', title: 'Values of the SpiceDB chart', ...schema },
    null,
    2,
  )}\n`;
}
