import type { EnvironmentConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { useFormWords, type FormWords } from '../../words/useFormWords';
import { Choice } from '../controls/Choice';
import { ownField, type BodyProps } from './ownField';

function Environment({ portal, troubleAt, ...rest }: BodyProps<string>) {
  const words = useFormWords();
  const options = Object.entries(portal.environments).map(([name, environment]) => ({
    value: name,
    title: environment.title ?? name,
    text: environmentInWords(environment, words),
  }));
  return <Choice {...rest} options={options} trouble={rest.value && troubleAt('environment')} />;
}

/** What an environment answers by itself, and what it does not let one do. */
function environmentInWords({ size, replicas, tls, guards }: EnvironmentConfig, { t }: FormWords): string {
  return [
    t('environment.defaults', { size, pods: t('pods', { count: replicas }) }),
    tls ? t('environment.tls') : t('environment.noTls'),
    guards.minReplicas > 1 && t('environment.guard.pods', { number: String(guards.minReplicas) }),
    guards.tls && t('environment.guard.tls'),
    guards.podDisruptionBudget && t('environment.guard.budget'),
    guards.forbiddenEngines.length > 0 &&
      t('environment.guard.engines', {
        engines: guards.forbiddenEngines.map(engine => t(`engine.${engine}`)).join(', '),
      }),
  ]
    .filter(Boolean)
    .join(' ');
}

/** The environments of the platform, each with its defaults and its guard rails. */
export const environmentField = ownField<string>({
  name: 'SpicedbEnvironment',
  answers: 'environment',
  Body: Environment,
});
