import { enginesOnOffer, isEngine } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { useFormWords } from '../../words/useFormWords';
import { Pick } from '../controls/Pick';
import { Note } from '../controls/Said';
import { ownField, type BodyProps } from './ownField';

function Engine({ portal, answers, troubleAt, value, onChange, ...rest }: BodyProps<string>) {
  const { t } = useFormWords();
  const offered = enginesOnOffer(answers.environment, portal);
  const shown = isEngine(value) && !offered.includes(value) ? [...offered, value] : offered;
  return (
    <>
      <Pick
        {...rest}
        value={value ?? ''}
        onChange={engine => onChange(engine || undefined)}
        options={[
          ...(value ? [] : [{ value: '', title: t('engine.choose'), disabled: true }]),
          ...shown.map(engine => ({
            value: engine,
            title: t(`engine.${engine}`),
            disabled: !offered.includes(engine),
          })),
        ]}
        trouble={troubleAt('engine')}
      />
      {value === 'memory' && <Note>{t('engine.memoryNote')}</Note>}
    </>
  );
}

/** Where relationships are stored, out of what the environment allows. */
export const engineField = ownField<string>({ name: 'SpicedbEngine', answers: 'engine', Body: Engine });
