import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { createExtensionTester } from '@backstage/frontend-test-utils';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { spicedbFieldExtensions } from '../legacy';
import plugin from '../index';
import { fields } from './fields';
import { formFields } from './formFields';
import { fieldNames } from './names';

const templates = resolve(__dirname, '../../../../templates');

it('every field that a template asks for is there, and each one is asked for', () => {
  const asked = readdirSync(templates).flatMap(folder =>
    [
      ...readFileSync(resolve(templates, folder, 'template.yaml'), 'utf8').matchAll(
        /ui:field: (Spicedb\w+)/g,
      ),
    ].map(([, name]) => name),
  );
  expect([...new Set(asked)].sort()).toEqual([...fieldNames].sort());
  expect(Object.keys(fields).sort()).toEqual([...fieldNames].sort());
});

it('the new frontend system has all of them, and loads each by its name', async () => {
  const loaded = await Promise.all(
    formFields.map(field => createExtensionTester(field).get(FormFieldBlueprint.dataRefs.formFieldLoader)()),
  );
  expect(loaded).toMatchObject(fieldNames.map(name => ({ name, component: fields[name].component })));
  for (const id of ['name', 'rotation-step', 'review']) {
    // Their ids are made of names, so the plugin's type does not list them.
    expect(plugin.getExtension(`scaffolder-form-field:spicedb/${id}` as never)).toBeDefined();
  }
});

it('the older one has all of them in one element', () => {
  expect(spicedbFieldExtensions.props.children).toHaveLength(fieldNames.length);
});
