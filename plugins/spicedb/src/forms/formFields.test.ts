import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { createExtensionTester } from '@backstage/frontend-test-utils';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { spicedbFieldExtensions } from '../legacy';
import plugin from '../index';
import { fields } from './fields';
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

it.each([
  ['name', 'SpicedbName'],
  ['rotation-step', 'SpicedbRotationStep'],
])('the new frontend system has it as scaffolder-form-field:spicedb/%s', async (id, name) => {
  const extension = plugin.getExtension(`scaffolder-form-field:spicedb/${id}`);
  const load = createExtensionTester(extension).get(FormFieldBlueprint.dataRefs.formFieldLoader)!;
  expect(await load()).toMatchObject({ name, component: fields[name].component });
});

it('the older one has all of them in one element', () => {
  expect(spicedbFieldExtensions.props.children).toHaveLength(fieldNames.length);
});
