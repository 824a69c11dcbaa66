import {
  planUpdate,
  readInstance,
  type GeneratedFile,
  type InstanceInput,
  type InstanceUpdate,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { useMemo } from 'react';
import { useFormWords } from '../../words/useFormWords';
import { Fold, Note } from '../controls/Said';
import { ownField, type BodyProps } from '../fields/ownField';
import { useInstanceFiles } from '../InstanceFiles';
import { GitReading } from '../review/GitReading';
import { Problems } from '../review/Outcome';
import { answersAfter, changeBetween, sameAnswer } from './change';
import { sections } from './sections';

function Changes(props: BodyProps<InstanceUpdate>) {
  const reading = useInstanceFiles(props.formData.instance);
  return (
    <>
      <GitReading reading={reading} />
      {reading.state === 'read' && <Settings {...props} files={reading.files} />}
    </>
  );
}

function Settings(props: BodyProps<InstanceUpdate> & { files: GeneratedFile[] }) {
  const { id, help, disabled, files, portal, value = {}, onChange } = props;
  const { t } = useFormWords();
  const read = useMemo(() => readInstance(files, portal), [files, portal]);
  const problems = useMemo(() => {
    const result = planUpdate(files, value, portal);
    return result.ok ? [] : result.problems;
  }, [files, value, portal]);
  if (!read.ok) return <Problems problems={read.problems} />;

  const now = read.answers;
  const wanted = answersAfter(now, value);
  const set = (part: Partial<InstanceInput>) => {
    const change = changeBetween(now, { ...wanted, ...part });
    onChange(Object.keys(change).length ? change : undefined);
  };
  const changed = sections.filter(({ fields }) =>
    fields.some(field => !sameAnswer(now[field], wanted[field])),
  );
  return (
    <div id={id} role="group" aria-label={props.label}>
      <Note>
        <p>{help}</p>
        <p aria-live="polite">
          {changed.length
            ? t('changes.some', { sections: changed.map(({ name }) => t(`changes.${name}`)).join(', ') })
            : t('changes.none')}
        </p>
      </Note>
      {sections.map(({ name, Body }, index) => (
        <Fold
          key={name}
          open={index === 0}
          title={`${t(`changes.${name}`)}${
            changed.some(section => section.name === name) ? ` (${t('changes.changed')})` : ''
          }`}
        >
          <Body
            id={`${id}-${name}`}
            now={now}
            wanted={wanted}
            set={set}
            portal={read.config}
            disabled={disabled}
            troubleAt={path => problems.find(problem => problem.path === path)?.message}
          />
        </Fold>
      ))}
    </div>
  );
}

/** Every setting of an instance as it is now; what is changed is the answer, and nothing else. */
export const changesField = ownField<InstanceUpdate>({
  name: 'SpicedbChanges',
  answers: 'changes',
  Body: Changes,
});
