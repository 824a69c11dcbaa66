import type { InstanceInput, PortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { ComponentType } from 'react';
import { useFormWords } from '../../words/useFormWords';
import { ReachChoice } from '../choices/ReachChoice';
import { SizeChoice } from '../choices/SizeChoice';
import { TlsChoice } from '../choices/TlsChoice';
import { VersionChoice } from '../choices/VersionChoice';
import { Flag } from '../controls/Flag';
import { Pick } from '../controls/Pick';
import { TextAnswer } from '../controls/TextAnswer';
import { PodNumbers } from './PodNumbers';
import { barBetween, stepInWords } from './versions';

export interface SectionProps {
  id: string;
  /** The instance as it stands in Git. */
  now: InstanceInput;
  /** As it would be. */
  wanted: InstanceInput;
  set(part: Partial<InstanceInput>): void;
  portal: PortalConfig;
  disabled: boolean;
  troubleAt(path: string): string | undefined;
}

interface Section {
  name: 'version' | 'size' | 'reach' | 'secret' | 'watching' | 'words';
  fields: Array<keyof InstanceInput>;
  Body: ComponentType<SectionProps>;
}

function Version({ id, now, wanted, set, portal, disabled, troubleAt }: SectionProps) {
  const words = useFormWords();
  const from = now.version ?? '';
  return (
    <VersionChoice
      id={id}
      label={words.t('label.version')}
      help={words.t('changes.now', { value: from })}
      disabled={disabled}
      engine={now.engine}
      versions={portal.versions}
      value={wanted.version ?? ''}
      barred={to => barBetween(now.engine, from, to, words)}
      about={to => stepInWords(now.engine, from, to, words)}
      trouble={troubleAt('version')}
      onChange={version => set({ version })}
    />
  );
}

function Size(props: SectionProps) {
  const { id, now, wanted, set, portal, disabled, troubleAt } = props;
  const { t } = useFormWords();
  return (
    <>
      <SizeChoice
        id={`${id}-size`}
        label={t('label.size')}
        help={t('changes.now', { value: now.size ?? '' })}
        disabled={disabled}
        sizes={portal.sizes}
        value={wanted.size}
        usual={portal.environments[now.environment]?.size}
        trouble={troubleAt('size')}
        onChange={size => set({ size })}
      />
      <PodNumbers {...props} />
    </>
  );
}

function Reach({ id, now, wanted, set, portal, disabled, troubleAt }: SectionProps) {
  const { t } = useFormWords();
  return (
    <>
      <ReachChoice
        id={`${id}-kind`}
        label={t('label.exposure')}
        disabled={disabled}
        value={wanted.exposure ?? { kind: 'cluster' }}
        troubleAt={troubleAt}
        onChange={exposure => set({ exposure })}
      />
      <TlsChoice
        id={`${id}-tls`}
        help={t('tls.switching')}
        disabled={disabled}
        portal={portal}
        answers={wanted}
        value={wanted.tls ?? { enabled: false }}
        troubleAt={troubleAt}
        onChange={tls => set({ tls })}
      />
      <Flag
        id={`${id}-http`}
        label={t('label.httpGateway')}
        help={t('changes.onOff', { value: now.httpGateway ? t('on') : t('off') })}
        disabled={disabled}
        value={wanted.httpGateway ?? false}
        trouble={troubleAt('httpGateway')}
        onChange={httpGateway => set({ httpGateway })}
      />
    </>
  );
}

function Secret({ id, now, wanted, set, disabled, troubleAt }: SectionProps) {
  const { t } = useFormWords();
  const replicas = now.engine === 'postgres' || now.engine === 'mysql';
  const keys = wanted.secret?.readReplicaKeys ?? [];
  return (
    <>
      <TextAnswer
        id={`${id}-name`}
        label={t('label.secret.name')}
        help={t('secret.moving')}
        disabled={disabled}
        value={wanted.secret?.name}
        trouble={troubleAt('secret.name')}
        onChange={name => set({ secret: { ...wanted.secret, name } })}
      />
      {replicas && (
        <TextAnswer
          id={`${id}-replicas`}
          label={t('secret.readReplicaKeys')}
          help={t('secret.readReplicaKeysHelp')}
          disabled={disabled}
          value={keys.join(', ')}
          trouble={
            keys.map((_, index) => troubleAt(`secret.readReplicaKeys.${index}`)).find(Boolean) ??
            troubleAt('secret.readReplicaKeys')
          }
          onChange={text =>
            set({
              secret: { ...wanted.secret, readReplicaKeys: text?.split(/[\s,]+/).filter(Boolean) ?? [] },
            })
          }
        />
      )}
    </>
  );
}

const levels = ['trace', 'debug', 'info', 'warn', 'error'] as const;

function Watching({ id, now, wanted, set, portal, disabled, troubleAt }: SectionProps) {
  const { t } = useFormWords();
  const guarded = portal.environments[now.environment]?.guards.podDisruptionBudget ?? false;
  return (
    <>
      <Pick
        id={`${id}-log`}
        label={t('label.logLevel')}
        help={t('changes.now', { value: now.logLevel ?? '' })}
        disabled={disabled}
        value={wanted.logLevel ?? 'info'}
        options={levels.map(level => ({ value: level, title: level }))}
        trouble={troubleAt('logLevel')}
        onChange={level => set({ logLevel: levels.find(known => known === level) })}
      />
      <Flag
        id={`${id}-monitoring`}
        label={t('label.monitoring')}
        help={t('monitoring.help')}
        disabled={disabled}
        value={wanted.monitoring ?? false}
        trouble={troubleAt('monitoring')}
        onChange={monitoring => set({ monitoring })}
      />
      <Flag
        id={`${id}-budget`}
        label={t('label.disruptionBudget')}
        help={guarded ? t('budget.guard', { environment: now.environment }) : t('budget.help')}
        disabled={disabled || (guarded && wanted.disruptionBudget)}
        value={wanted.disruptionBudget ?? true}
        trouble={troubleAt('disruptionBudget')}
        onChange={disruptionBudget => set({ disruptionBudget })}
      />
    </>
  );
}

function Words({ id, wanted, set, portal, disabled, troubleAt }: SectionProps) {
  const { t } = useFormWords();
  const text = (key: 'description' | 'owner' | 'system', help: string, placeholder?: string) => (
    <TextAnswer
      id={`${id}-${key}`}
      label={t(`label.${key}`)}
      help={help}
      placeholder={placeholder}
      disabled={disabled}
      value={wanted[key]}
      trouble={troubleAt(key)}
      onChange={answer => set({ [key]: answer })}
    />
  );
  return (
    <>
      {text('description', t('changes.emptyDescription'))}
      {text('owner', t('changes.emptyOwner', { owner: portal.catalog.owner }), portal.catalog.owner)}
      {text(
        'system',
        portal.catalog.system
          ? t('changes.emptySystemOfPlatform', { system: portal.catalog.system })
          : t('changes.emptySystem'),
        portal.catalog.system,
      )}
    </>
  );
}

/** The settings of an instance, in the order in which they are changed most. */
export const sections: Section[] = [
  { name: 'version', fields: ['version'], Body: Version },
  { name: 'size', fields: ['size', 'replicas', 'autoscaling'], Body: Size },
  { name: 'reach', fields: ['exposure', 'tls', 'httpGateway'], Body: Reach },
  { name: 'watching', fields: ['logLevel', 'monitoring', 'disruptionBudget'], Body: Watching },
  { name: 'secret', fields: ['secret'], Body: Secret },
  { name: 'words', fields: ['description', 'owner', 'system'], Body: Words },
];
