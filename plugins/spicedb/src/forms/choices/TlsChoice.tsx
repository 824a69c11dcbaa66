import {
  platformAnswers,
  type InstanceInput,
  type PortalConfig,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { useFormWords } from '../../words/useFormWords';
import { Flag } from '../controls/Flag';
import { Fold, Note } from '../controls/Said';
import { TextAnswer } from '../controls/TextAnswer';

type Tls = { enabled: boolean; secretName?: string; caSecretName?: string };

interface Props {
  id: string;
  help?: string;
  disabled?: boolean;
  portal: PortalConfig;
  answers: Partial<InstanceInput>;
  value: Tls;
  troubleAt(path: string): string | undefined;
  onChange(value: Tls): void;
}

/** TLS on or off, and where the certificate comes from. */
export function TlsChoice({ id, help, disabled, portal, answers, value, troubleAt, onChange }: Props) {
  const { t } = useFormWords();
  const { environment = '', name = t('place.name') } = answers;
  const guarded = portal.environments[environment]?.guards.tls ?? false;
  const instance = platformAnswers({ ...answers, tls: value }, portal, name);
  const tls = instance?.tls;
  const text = (key: 'secretName' | 'caSecretName', placeholder?: string) => (
    <TextAnswer
      id={`${id}-${key}`}
      label={t(`tls.${key}`)}
      help={t(`tls.${key}Help`)}
      disabled={disabled}
      value={value[key]}
      placeholder={placeholder}
      onChange={answer => onChange({ ...value, [key]: answer })}
      trouble={troubleAt(`tls.${key}`)}
    />
  );
  return (
    <>
      <Flag
        id={`${id}-enabled`}
        label={t('tls.enabled')}
        help={[help, guarded && t('tls.guard', { environment })].filter(Boolean).join(' ')}
        value={value.enabled}
        // What stands off already may be turned on, though not the other way round.
        disabled={disabled || (guarded && value.enabled)}
        onChange={enabled => onChange(enabled ? { ...value, enabled } : { enabled })}
        trouble={troubleAt('tls.enabled')}
      />
      {value.enabled && tls && (
        <>
          <Note>
            {tls.kind === 'issuer' && (
              <p>{t('tls.issuer', { kind: tls.issuer.kind, name: tls.issuer.name })}</p>
            )}
            {tls.kind === 'secret' && (
              <p>
                {t('tls.contract', {
                  secret: tls.secretName,
                  namespace: instance.namespace,
                  hosts: [
                    `${name}.${instance.namespace}.svc`,
                    ...(instance.dispatch ? [`${name}-dispatch.${instance.namespace}`] : []),
                  ].join(', '),
                })}
              </p>
            )}
          </Note>
          <Fold title={t('tls.ownCertificate')} open={Boolean(value.secretName || value.caSecretName)}>
            {text('secretName', tls.kind === 'secret' ? tls.secretName : undefined)}
            {text('caSecretName', tls.kind === 'secret' ? tls.caSecretName : undefined)}
          </Fold>
        </>
      )}
    </>
  );
}
