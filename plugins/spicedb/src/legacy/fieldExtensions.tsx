import type { BackstagePlugin } from '@backstage/core-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { Fragment, Suspense, createElement, lazy } from 'react';
import { fieldNames, type FieldName } from '../forms/names';

const load = () => import('../forms/fields').then(({ fields }) => fields);

function extensionOf(name: FieldName) {
  const Loaded = lazy(async () => ({ default: (await load())[name].component }));
  return createScaffolderFieldExtension({
    name,
    component: props => (
      <Suspense fallback={null}>
        <Loaded {...props} />
      </Suspense>
    ),
    validation: async (value, validation, context) =>
      (await load())[name].validation?.(value, validation, context),
  });
}

/** All fields in one element: the older frontend system looks for them among the children of its wrapper. */
export function fieldExtensionsOf(plugin: BackstagePlugin<any, any>) {
  return createElement(
    Fragment,
    null,
    ...fieldNames.map(name => createElement(plugin.provide(extensionOf(name)), { key: name })),
  );
}
