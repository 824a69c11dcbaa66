import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  importSchema,
  instanceFields,
  parseInstance,
  updateSchema,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { parse } from 'yaml';
import { z } from 'zod/v3';
import { portalOver } from './__testUtils__/portal';
import { createActions } from './actions';

const root = resolve(__dirname, '../../../templates');
const { config, portal } = portalOver(
  'https://git.example.org/gitops.git',
  {},
  {
    integrations: {},
  },
);
const actions = new Map(createActions({ config, portal }).map(action => [action.id, action]));
// Actions that every scaffolder has.
const stockActions = ['debug:log', 'catalog:fetch'];

const templates = readdirSync(root).map(folder => ({
  folder,
  text: readFileSync(resolve(root, folder, 'template.yaml'), 'utf8'),
}));

type Field = {
  title?: string;
  description?: string;
  type?: string;
  enum?: string[];
  enumNames?: string[];
  default?: unknown;
  properties?: Record<string, Field>;
  required?: string[];
  dependencies?: Record<string, { oneOf: Field[] }>;
};

/** Every field that a page may show, those that appear only after an answer included. */
function fieldsOf(page: Field): Array<[string, Field]> {
  return [
    ...Object.entries(page.properties ?? {}),
    ...Object.values(page.dependencies ?? {}).flatMap(({ oneOf }) => oneOf.flatMap(fieldsOf)),
  ];
}

describe.each(templates)('$folder', ({ folder, text }) => {
  const template = parse(text);
  const pages: Field[] = template.spec.parameters;
  const fields = pages.flatMap(fieldsOf);

  it('is called like its folder and says what it is for', () => {
    expect(template.metadata.name).toBe(folder);
    expect(template.metadata.title).toBeTruthy();
    expect(template.metadata.description).toBeTruthy();
  });

  it('explains every page and every field', () => {
    for (const page of pages) expect(page.title && page.description).toBeTruthy();
    const explain = ([name, field]: [string, Field]) => {
      expect({ name, title: field.title, said: Boolean(field.description) }).toEqual({
        name,
        title: expect.any(String),
        said: true,
      });
      if (field.enumNames) expect(field.enumNames).toHaveLength(field.enum!.length);
      Object.entries(field.properties ?? {}).forEach(explain);
    };
    // A field that appears after an answer repeats the question it depends on, as a constant.
    fields.filter(([, field]) => field.type).forEach(explain);
  });

  it('calls actions that there are, with inputs and outputs that they have', () => {
    const outputsOf = new Map<string, string[] | undefined>();
    for (const step of template.spec.steps) {
      const action = actions.get(step.action);
      if (action) {
        const { properties = {}, required = [] } = action.schema?.input as any;
        expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(step.input)));
        expect(Object.keys(step.input)).toEqual(expect.arrayContaining(required));
      } else {
        expect(stockActions).toContain(step.action);
      }
      const outputs = action && Object.keys((action.schema?.output as any)?.properties ?? {});
      outputsOf.set(step.id, outputs);
    }
    const mentions = [...text.matchAll(/steps\.(\w+)\.output\.(\w+)/g)];
    expect(mentions.length).toBeGreaterThan(0);
    for (const [, step, output] of mentions) {
      expect([...outputsOf.keys()]).toContain(step);
      const known = outputsOf.get(step);
      if (known) expect(known).toContain(output);
    }
  });

  it('asks only for parameters that a step uses', () => {
    const used = text.slice(text.indexOf('\n  steps:'));
    if (/\$\{\{ parameters \}\}/.test(used)) return;
    for (const [name] of fields) expect(used).toMatch(new RegExp(`parameters\\.${name}\\b`));
  });
});

const pagesOf = (folder: string): Field[] =>
  parse(templates.find(template => template.folder === folder)!.text).spec.parameters;

describe('a form and its schema', () => {
  const innerOf = (schema: z.ZodTypeAny): z.ZodTypeAny =>
    schema instanceof z.ZodOptional ? innerOf(schema.unwrap()) : schema;
  const typeOf = (schema: z.ZodTypeAny) => {
    if (schema instanceof z.ZodNumber) return schema.isInt ? 'integer' : 'number';
    if (schema instanceof z.ZodBoolean) return 'boolean';
    if (schema instanceof z.ZodObject) return 'object';
    if (schema instanceof z.ZodArray) return 'array';
    return 'string';
  };

  function hold(field: Field, schema: z.ZodTypeAny | undefined, path: string) {
    if (!schema) throw new Error(`${path} is asked, but the schema does not know it`);
    const inner = innerOf(schema);
    expect([path, field.type]).toEqual([path, typeOf(inner)]);
    if (inner instanceof z.ZodEnum) expect([path, field.enum]).toEqual([path, inner.options]);
    if (inner instanceof z.ZodObject) {
      for (const [name, part] of Object.entries(field.properties ?? {})) {
        hold(part, inner.shape[name], `${path}.${name}`);
      }
    }
  }

  it('of create agree: nothing is asked that the schema does not know, and in the types that it knows', () => {
    const asked = pagesOf('create-spicedb-instance').flatMap(fieldsOf);
    expect(asked.length).toBeGreaterThan(5);
    for (const [name, field] of asked) {
      if (field.type) hold(field, (instanceFields as Record<string, z.ZodTypeAny>)[name], name);
    }
  });

  it('of import agree, apart from the original itself', () => {
    for (const [name, field] of pagesOf('import-spicedb-instance').flatMap(fieldsOf)) {
      if (name !== 'original') hold(field, importSchema.shape[name as keyof typeof importSchema.shape], name);
    }
    expect(pagesOf('import-spicedb-instance')[0].required).toEqual(['original', 'environment']);
  });

  it('of update agree as well, and nothing there has a default that would change an instance unasked', () => {
    const { changes } = pagesOf('update-spicedb-instance')[1].properties!;
    hold(changes, updateSchema, 'changes');
    expect(JSON.stringify(changes)).not.toContain('"default"');
  });
});

describe('the form of create-spicedb-instance', () => {
  const pages = pagesOf('create-spicedb-instance');

  it('asks for everything that must be answered, on its first page and for nothing else', () => {
    const mustBeAnswered = Object.entries(instanceFields)
      .filter(([, schema]) => !schema.isOptional())
      .map(([name]) => name);
    expect(pages[0].required).toEqual(mustBeAnswered);
    for (const page of pages.slice(1)) expect(page.required ?? []).toEqual([]);
  });

  it('offers the environments and sizes of a portal that configures none', () => {
    const all = Object.fromEntries(pages.flatMap(fieldsOf));
    expect(all.environment.enum).toEqual(Object.keys(portal.environments));
    expect(all.size.enum).toEqual(Object.keys(portal.sizes));
    all.size.enum!.forEach((name, index) => {
      const { title, cpu, memory } = portal.sizes[name];
      expect(all.size.enumNames![index]).toBe(`${title}, ${cpu} CPU and ${memory}`);
    });
  });

  it('is accepted as it stands, with a name as the only answer', () => {
    const defaults = Object.fromEntries(
      pages
        .flatMap(fieldsOf)
        .flatMap(([name, field]) => (field.default === undefined ? [] : [[name, field.default]])),
    );
    expect(parseInstance({ ...defaults, name: 'checkout' }, portal)).toMatchObject({ ok: true });
  });

  it.each(['-a', 'a-', 'A', '9a', 'a_b', 'a'.repeat(41)])(
    'stops the name %s in the browser already',
    name => {
      const { pattern, maxLength } = (pages[0].properties!.name ?? {}) as any;
      expect(new RegExp(pattern).test(name) && name.length <= maxLength).toBe(false);
      expect(parseInstance({ name, environment: 'development', engine: 'memory' }, portal).ok).toBe(false);
    },
  );
});
