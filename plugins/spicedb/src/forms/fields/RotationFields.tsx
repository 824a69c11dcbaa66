import {
  planKeyRotation,
  rotationSteps,
  troubleInText,
  type RotationInput,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { useFormWords } from '../../words/useFormWords';
import { Choice } from '../controls/Choice';
import { TextAnswer } from '../controls/TextAnswer';
import { useInstanceFiles } from '../InstanceFiles';
import { GitReading } from '../review/GitReading';
import { ownField, type BodyProps } from './ownField';

const keyOf = ({ key }: Record<string, unknown>) => (typeof key === 'string' ? key : '');

function Step({ formData, portal, value, onChange, ...rest }: BodyProps<RotationInput['step']>) {
  const { t } = useFormWords();
  const reading = useInstanceFiles(formData.instance);
  const key = keyOf(formData);
  const barOf = (step: RotationInput['step']) => {
    if (reading.state !== 'read' || key === '' || troubleInText(key)) return undefined;
    const result = planKeyRotation(reading.files, { step, key }, portal);
    return result.ok ? undefined : result.problems.map(({ message }) => message).join(' ');
  };
  const bars = rotationSteps.map(step => ({ step, bar: barOf(step) }));
  const open = key === '' ? [] : bars.filter(({ bar }) => bar === undefined);
  const next = open.length === 1 && reading.state === 'read' ? open[0].step : undefined;
  return (
    <>
      <GitReading reading={reading} />
      <Choice
        {...rest}
        value={value}
        onChange={step => onChange(rotationSteps.find(known => known === step))}
        options={bars.map(({ step, bar }) => ({
          value: step,
          title: t(`rotation.${step}`),
          tag: step === next ? t('rotation.next') : undefined,
          text: bar ?? t(`rotation.${step}Text`),
          disabled: bar !== undefined && step !== value,
        }))}
        trouble={value && bars.find(({ step }) => step === value)?.bar}
      />
    </>
  );
}

function KeyName({ value, ...rest }: BodyProps<string>) {
  return (
    <TextAnswer
      {...rest}
      value={value}
      placeholder="preshared_key_2"
      trouble={value && troubleInText(value)}
    />
  );
}

/** The steps of a rotation; what stands in Git says which one is next. */
export const rotationStepField = ownField<RotationInput['step']>({
  name: 'SpicedbRotationStep',
  answers: 'step',
  Body: Step,
});

/** The name of a key inside a Secret; a text that looks like a key is refused. */
export const secretKeyField = ownField<string>({
  name: 'SpicedbSecretKey',
  answers: 'key',
  Body: KeyName,
  check: ({ value }) => {
    const trouble = value ? troubleInText(value) : undefined;
    return trouble ? [trouble] : [];
  },
});
