import type { InstanceInput } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { useFormWords } from '../../words/useFormWords';
import { Choice } from '../controls/Choice';
import { TextAnswer } from '../controls/TextAnswer';

export type Reach = NonNullable<InstanceInput['exposure']>;

const kinds = ['cluster', 'loadBalancer', 'ingress'] as const;

interface Props {
  id: string;
  label: string;
  help?: string;
  disabled?: boolean;
  value: Reach;
  troubleAt(path: string): string | undefined;
  onChange(value: Reach): void;
}

/** Who can reach an instance. */
export function ReachChoice({ id, label, help, disabled, value, troubleAt, onChange }: Props) {
  const { t } = useFormWords();
  return (
    <>
      <Choice
        id={id}
        label={label}
        help={help}
        disabled={disabled}
        value={value.kind}
        options={kinds.map(kind => ({
          value: kind,
          title: t(`reach.${kind}`),
          text: t(`reach.${kind}Text`),
        }))}
        onChange={chosen => {
          const kind = kinds.find(known => known === chosen)!;
          onChange(kind === 'ingress' && value.host ? { kind, host: value.host } : { kind });
        }}
        trouble={troubleAt('exposure') ?? troubleAt('exposure.kind')}
      />
      {value.kind === 'ingress' && (
        <TextAnswer
          id={`${id}-host`}
          label={t('reach.host')}
          help={t('reach.hostHelp')}
          disabled={disabled}
          required
          value={value.host}
          placeholder="authz.example.org"
          onChange={host => onChange(host ? { kind: 'ingress', host } : { kind: 'ingress' })}
          trouble={troubleAt('exposure.host')}
        />
      )}
    </>
  );
}
