import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { configApiRef } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { TestApiProvider, mockApis, renderInTestApp } from '@backstage/test-utils';
import type { GeneratedFile } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentProps } from 'react';
import { parse } from 'yaml';
import { fields } from '../fields';
import type { OwnField } from '../fields/ownField';
import { instanceFilesApiRef } from '../InstanceFiles';
import { settingsOf } from './portal';

const templates = resolve(__dirname, '../../../../../templates');

interface Page {
  title: string;
  description: string;
  required?: string[];
  properties: Record<string, Record<string, unknown>>;
}

/** The pages of one of our templates, as the portal's users get them. */
export const pagesOf = (template: string): Page[] =>
  parse(readFileSync(resolve(templates, template, 'template.yaml'), 'utf8')).spec.parameters;

interface World {
  /** The `spicedb` part of app-config. */
  settings?: object;
  /** What stands in Git, by the name of the instance. */
  git?: Record<string, GeneratedFile[] | Error>;
  /** Names of instances in the catalog. */
  catalog?: string[];
  formData?: Record<string, unknown>;
  /** Where the scaffolder has the fields from. */
  useExtensions?(): OwnField[];
}

function Framed(props: Omit<ComponentProps<typeof Stepper>, 'extensions'> & { useExtensions(): OwnField[] }) {
  const { useExtensions, ...rest } = props;
  return <Stepper {...rest} extensions={useExtensions()} />;
}

const ownFields = Object.values(fields);

/** Shows a form in the scaffolder's own frame, with our fields and what they ask. */
export async function renderForm(
  pages: Page[],
  {
    settings = settingsOf(),
    git = {},
    catalog = [],
    formData = {},
    useExtensions = () => ownFields,
  }: World = {},
) {
  // The frame scrolls to the top of each page, which jsdom cannot.
  window.scrollTo = () => {};
  const sent = jest.fn(async (_: Record<string, unknown>) => {});
  const reads = jest.fn(async (ref: string) => {
    const answer = git[ref] ?? new Error(`there is no instance "${ref}"`);
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const entities = catalog.map(name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name, namespace: 'default' },
    spec: { type: 'spicedb-instance' },
  }));
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [configApiRef, mockApis.config({ data: { spicedb: settings } as any })],
        [catalogApiRef, catalogApiMock({ entities })],
        [instanceFilesApiRef, { read: reads }],
      ]}
    >
      <Framed
        manifest={{
          title: 'Form',
          steps: pages.map(({ title, description, ...schema }) => ({
            title,
            description,
            schema: { ...schema, title, description } as any,
          })),
        }}
        useExtensions={useExtensions}
        initialState={formData as any}
        onCreate={sent as any}
      />
    </TestApiProvider>,
  );
  return { sent, reads };
}

/** A page with nothing but the named fields of another one. */
export const only = (page: Page, ...names: string[]): Page => ({
  ...page,
  required: page.required?.filter(name => names.includes(name)),
  properties: Object.fromEntries(names.map(name => [name, page.properties[name]])),
});

export const goOn = () => userEvent.click(screen.getByRole('button', { name: /^(Next|Review)$/ }));
