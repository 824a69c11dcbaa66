import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  importSchema,
  instanceFields,
  parseInstance,
  pullRequestHosts,
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
/** Actions of Backstage's own modules: those that a portal may have for the host of its repository. */
const stockActions: Record<string, { host: string; inputs: string[]; link: string }> = {
  'publish:github:pull-request': {
    host: 'github',
    inputs: [
      'repoUrl',
      'branchName',
      'targetBranchName',
      'title',
      'description',
      'commitMessage',
      'filesToDelete',
    ],
    link: 'remoteUrl',
  },
  'publish:gitlab:merge-request': {
    host: 'gitlab',
    inputs: [
      'repoUrl',
      'branchName',
      'targetBranchName',
      'title',
      'description',
      'commitAction',
      'removeSourceBranch',
    ],
    link: 'mergeRequestUrl',
  },
  'publish:bitbucketCloud:pull-request': {
    host: 'bitbucketCloud',
    inputs: ['repoUrl', 'sourceBranch', 'targetBranch', 'title', 'description'],
    link: 'pullRequestUrl',
  },
  'publish:bitbucketServer:pull-request': {
    host: 'bitbucketServer',
    inputs: ['repoUrl', 'sourceBranch', 'targetBranch', 'title', 'description'],
    link: 'pullRequestUrl',
  },
};

interface Step {
  id: string;
  if?: string;
  action: string;
  input: Record<string, unknown>;
}

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
  pattern?: string;
  maxLength?: number;
  properties?: Record<string, Field>;
  required?: string[];
  dependencies?: Record<string, { oneOf: Field[] }>;
};

interface JsonSchema {
  properties?: Record<string, unknown>;
  required?: string[];
}

const keyed = (names: string[]) => Object.fromEntries(names.map(name => [name, {}]));

/** Everything from the publishing step to the end of the steps. */
const publishingOf = (text: string) =>
  text.slice(text.indexOf('    - id: publish\n'), text.indexOf('\n  output:\n'));

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
    const outputsOf = new Map<string, string[]>();
    for (const step of template.spec.steps as Step[]) {
      const action = actions.get(step.action);
      const stock = stockActions[step.action];
      const { properties = {}, required = [] } = action
        ? (action.schema?.input as JsonSchema)
        : { properties: keyed(stock.inputs), required: stock.inputs };
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(step.input)));
      expect(Object.keys(step.input)).toEqual(expect.arrayContaining(required));
      const outputs = action
        ? Object.keys((action.schema?.output as JsonSchema).properties ?? {})
        : [stock.link];
      outputsOf.set(step.id, outputs);
    }
    const mentions = [...text.matchAll(/steps\.(\w+)\.output\.(\w+)/g)];
    expect(mentions.length).toBeGreaterThan(0);
    for (const [, step, output] of mentions) expect(outputsOf.get(step)).toContain(output);
  });

  it('publishes like all the others: by the action of whichever host, and with a link to what it opens', () => {
    const steps = template.spec.steps as Step[];
    expect(steps.slice(0, 2).map(({ id }) => id)).toEqual(['change', 'publish']);
    const alike = (part: string) => part.replace(/^ +(topic|review|#).*\n/gm, '');
    expect(alike(publishingOf(text))).toBe(alike(publishingOf(templates[0].text)));
    const hosts = steps.slice(2);
    expect(hosts.map(({ action }) => action)).toEqual(Object.keys(stockActions));
    for (const { action, id, if: condition } of hosts) {
      const { host, link } = stockActions[action];
      expect({ id, condition }).toEqual({
        id: host,
        condition: `\${{ steps.publish.output.by === '${host}' }}`,
      });
      expect(template.spec.output.links[0].url).toContain(`steps.${host}.output.${link}`);
      expect(template.spec.output.links[0].if).toBe(template.spec.output.links[0].url);
    }
    expect(hosts.map(({ id }) => id)).toEqual(pullRequestHosts);
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
      const { pattern = '', maxLength = 0 } = pages[0].properties!.name;
      expect(new RegExp(pattern).test(name) && name.length <= maxLength).toBe(false);
      expect(parseInstance({ name, environment: 'development', engine: 'memory' }, portal).ok).toBe(false);
    },
  );
});
