import { FormFieldBlueprint, createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { fieldNames } from './names';

const inDashes = (name: string) =>
  name
    .replace(/^Spicedb/, '')
    .replace(/(?!^)[A-Z]/g, letter => `-${letter}`)
    .toLowerCase();

/** The fields of the forms, for the new frontend system; they are loaded when a form is opened. */
export const formFields = fieldNames.map(name =>
  FormFieldBlueprint.make({
    name: inDashes(name),
    params: { field: async () => createFormField((await import('./fields')).fields[name]) },
  }),
);
