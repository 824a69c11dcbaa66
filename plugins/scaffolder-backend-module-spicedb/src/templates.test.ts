import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  importSchema,
  instanceFields,
  parseInstance,
  pullRequestHosts,
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
  default?: unknown;
  'ui:enumNames'?: string[];
  'ui:field'?: string;
  properties?: Record<string, Field>;
  required?: string[];
  errorMessage?: { required: Record<string, string> };
};

interface JsonSchema {
  properties?: Record<string, unknown>;
  required?: string[];
}

const keyed = (names: string[]) => Object.fromEntries(names.map(name => [name, {}]));

/** Everything from the publishing step to the end of the steps. */
const publishingOf = (text: string) =>
  text.slice(text.indexOf('    - id: publish\n'), text.indexOf('\n  output:\n'));

const fieldsOf = (page: Field): Array<[string, Field]> => Object.entries(page.properties ?? {});

/** A review gives no answer: it shows what becomes of the others. */
const isAnswer = ([, field]: [string, Field]) => field['ui:field'] !== 'SpicedbReview';

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
      const names = field['ui:enumNames'];
      if (names) expect(names).toHaveLength(field.enum!.length);
      Object.entries(field.properties ?? {}).forEach(explain);
    };
    fields.forEach(explain);
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
    const mentioned = [...used.matchAll(/\$\{\{ parameters\.(\w+) \}\}/g)].map(([, name]) => name);
    expect(mentioned.sort()).toEqual(
      fields
        .filter(isAnswer)
        .map(([name]) => name)
        .sort(),
    );
  });

  it('says in words what is still to be answered', () => {
    for (const page of pages) {
      const said = Object.keys(page.errorMessage?.required ?? {});
      expect(said).toEqual(page.required ?? []);
    }
  });

  it('ends with a review of what the action will do', () => {
    const [[, review], ...more] = fieldsOf(pages[pages.length - 1]);
    expect(review).toMatchObject({ 'ui:field': 'SpicedbReview', default: '' });
    expect(more).toEqual([]);
  });

  it('leaves what the platform offers to its configuration', () => {
    const asked = JSON.stringify(template.spec.parameters);
    const offered = [portal.environments, portal.sizes, portal.clusters].flatMap(offer => Object.keys(offer));
    for (const name of offered) expect(asked).not.toContain(`"${name}"`);
    expect(asked).not.toMatch(/"v\d+\.\d+\.\d+"/);
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
    if (inner instanceof z.ZodEnum && !field['ui:field']) {
      expect([path, field.enum]).toEqual([path, inner.options]);
    }
    if (inner instanceof z.ZodObject) {
      for (const [name, part] of Object.entries(field.properties ?? {})) {
        hold(part, inner.shape[name], `${path}.${name}`);
      }
    }
  }

  it('of create agree: nothing is asked that the schema does not know, and in the types that it knows', () => {
    const asked = pagesOf('create-spicedb-instance').flatMap(fieldsOf).filter(isAnswer);
    expect(asked.length).toBeGreaterThan(5);
    for (const [name, field] of asked) {
      const schema = (instanceFields as Record<string, z.ZodTypeAny>)[name];
      // A group of answers has no type in a form: it would be sent along empty.
      if (field.type) hold(field, schema, name);
      else expect([name, typeOf(innerOf(schema))]).toEqual([name, 'object']);
    }
  });

  it('of import agree, apart from the original itself', () => {
    for (const [name, field] of pagesOf('import-spicedb-instance').flatMap(fieldsOf).filter(isAnswer)) {
      if (name !== 'original') hold(field, importSchema.shape[name as keyof typeof importSchema.shape], name);
    }
    expect(pagesOf('import-spicedb-instance')[0].required).toEqual(['original', 'environment']);
  });

  it('of update agree as well: its field knows the schema, and nothing is changed unasked', () => {
    const { changes } = pagesOf('update-spicedb-instance')[1].properties!;
    expect(changes).toMatchObject({ 'ui:field': 'SpicedbChanges' });
    expect(changes).not.toHaveProperty('default');
    expect(changes).not.toHaveProperty('type');
  });
});

describe('the form of create-spicedb-instance', () => {
  const pages = pagesOf('create-spicedb-instance');

  it('asks for everything that must be answered, on its first two pages and for nothing else', () => {
    const mustBeAnswered = Object.entries(instanceFields)
      .filter(([, schema]) => !schema.isOptional())
      .map(([name]) => name);
    expect([...pages[0].required!, ...pages[1].required!]).toEqual(mustBeAnswered);
    for (const page of pages.slice(2)) expect(page.required ?? []).toEqual([]);
  });

  it('is accepted as it stands, with a name and an environment as the only answers', () => {
    const defaults = Object.fromEntries(
      pages
        .flatMap(fieldsOf)
        .filter(isAnswer)
        .flatMap(([name, field]) => (field.default === undefined ? [] : [[name, field.default]])),
    );
    for (const environment of Object.keys(portal.environments)) {
      expect(parseInstance({ ...defaults, name: 'checkout', environment }, portal)).toMatchObject({
        ok: true,
      });
    }
  });
});
