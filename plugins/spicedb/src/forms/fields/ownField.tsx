import { configApiRef, type ApiHolder } from '@backstage/core-plugin-api';
import { translationApiRef } from '@backstage/core-plugin-api/alpha';
import type { CustomFieldValidator, FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import type { InstanceInput, PortalConfig, Problem } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { ComponentType } from 'react';
import { spicedbFormTranslationRef } from '../../words/formTranslation';
import { useFormWords, type FormWords } from '../../words/useFormWords';
import { Trouble } from '../controls/Said';
import { labelOf } from '../labels';
import { answersIn, problemsAt, readPortal, usePortal, type FormData } from '../portal';

/** A field of a form, in the shape that both frontend systems take. */
export interface OwnField {
  name: string;
  component: (props: FieldExtensionComponentProps<any, any>) => JSX.Element | null;
  validation?: CustomFieldValidator<any, any>;
}

/** What a field draws with. */
export interface BodyProps<T> {
  id: string;
  label: string;
  help?: string;
  required: boolean;
  disabled: boolean;
  /** Whether a person begins here. */
  first: boolean;
  value: T | undefined;
  onChange(value: T | undefined): void;
  portal: PortalConfig;
  /** What the whole form was told about the instance. */
  answers: Partial<InstanceInput>;
  formData: FormData;
  options: Record<string, unknown>;
  /** What is wrong with a part of the answer, unless the form says it already. */
  troubleAt(path: string): string | undefined;
}

interface Description<T> {
  name: string;
  /** The answer that it gives, as the instance calls it. */
  answers: string;
  Body: ComponentType<BodyProps<T>>;
  /** What only it can know; the instance's own checks are made for every field. */
  check?(given: {
    value: T | undefined;
    formData: FormData;
    options: Record<string, unknown>;
    portal: PortalConfig;
    apis: ApiHolder;
    words: FormWords;
  }): Promise<string[]> | string[];
}

/** Makes a field out of what it draws; the rest is the same for all of them. */
export function ownField<T>({ name, answers: field, Body, check }: Description<T>): OwnField {
  function Field(props: FieldExtensionComponentProps<T>) {
    const { disabled, formData: value, idSchema, onChange, rawErrors = [], required = false } = props;
    const { autofocus = false, schema, uiSchema } = props;
    const { t } = useFormWords();
    const portal = usePortal();
    if (!portal.ok) {
      return (
        <Trouble id={`${idSchema.$id}-portal`}>
          {t('portal.unusable')} {said(portal.problems)}
        </Trouble>
      );
    }
    const formData: FormData = { ...props.formContext?.formData, [props.name]: value };
    const problems = rawErrors.length ? [] : problemsAt(field, formData, portal.config);
    return (
      <Body
        id={idSchema.$id}
        label={schema.title ?? props.name}
        help={uiSchema['ui:description'] ?? schema.description}
        required={required}
        disabled={disabled}
        first={autofocus}
        value={value}
        onChange={onChange}
        portal={portal.config}
        answers={answersIn(formData)}
        formData={formData}
        options={(uiSchema['ui:options'] ?? {}) as Record<string, unknown>}
        troubleAt={path => problems.find(problem => problem.path === path)?.message}
      />
    );
  }

  return {
    name,
    component: Field,
    validation: async (value: T | undefined, validation, { apiHolder, formData, uiSchema }) => {
      const portal = readPortal(apiHolder.get(configApiRef)!);
      if (!portal.ok) {
        validation.addError(said(portal.problems));
        return;
      }
      const words = wordsOf(apiHolder);
      for (const { path, message } of problemsAt(field, formData, portal.config)) {
        validation.addError(path === field ? message : `${labelOf(path, words)}: ${message}`);
      }
      const options = (uiSchema?.['ui:options'] ?? {}) as Record<string, unknown>;
      const more = await check?.({ value, formData, options, portal: portal.config, apis: apiHolder, words });
      more?.forEach(message => validation.addError(message));
    },
  };
}

const said = (problems: Problem[]) => problems.map(({ path, message }) => `${path} ${message}`).join(' ');

/** The words of the forms where no component is drawn. */
export function wordsOf(apis: ApiHolder): FormWords {
  const snapshot = apis.get(translationApiRef)?.getTranslation(spicedbFormTranslationRef);
  if (!snapshot?.ready) throw new Error('The words of the form are not there yet; try once more.');
  return { t: snapshot.t };
}
