import { importInstance } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { useMemo } from 'react';
import { useFormWords } from '../../words/useFormWords';
import { Note } from '../controls/Said';
import { TextAnswer } from '../controls/TextAnswer';
import { ownField, type BodyProps } from './ownField';

function troublesIn(original: string): string[] {
  const read = importInstance(original);
  if (read.ok) return [];
  return read.problems.map(({ path, message }) => (path === 'original' ? message : `${path}: ${message}`));
}

function Original({ value, ...rest }: BodyProps<string>) {
  const { t } = useFormWords();
  const read = useMemo(() => (value ? importInstance(value) : undefined), [value]);
  return (
    <>
      <TextAnswer
        {...rest}
        rows={14}
        eager
        value={value}
        trouble={value ? troublesIn(value).join('\n') || undefined : undefined}
      />
      {read?.ok && (
        <Note>
          <p>
            {t(`import.kind.${read.kind}`)}{' '}
            {t('import.keys', {
              kept: String(read.notes.filter(({ fate }) => fate === 'kept').length),
              translated: String(read.notes.filter(({ fate }) => fate === 'translated').length),
              lost: String(read.notes.filter(({ fate }) => fate === 'notExpressible').length),
            })}
          </p>
        </Note>
      )}
    </>
  );
}

/** What runs SpiceDB elsewhere. A text with a secret in it is refused before it leaves the browser. */
export const originalField = ownField<string>({
  name: 'SpicedbOriginal',
  answers: 'original',
  Body: Original,
  check: ({ value }) => (value ? troublesIn(value) : []),
});
