import { platformAnswers } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { useFormWords } from '../../words/useFormWords';
import { NumberAnswer } from '../controls/NumberAnswer';
import { Note } from '../controls/Said';
import { ownField, type BodyProps } from './ownField';

function Pods({ portal, answers, troubleAt, help, ...rest }: BodyProps<number>) {
  const { t } = useFormWords();
  const { environment, engine } = answers;
  if (engine === 'memory') return <Note>{t('pods.memory')}</Note>;
  const usual = platformAnswers({ environment, engine }, portal)?.replicas;
  const least = environment ? portal.environments[environment]?.guards.minReplicas ?? 1 : 1;
  const guard = least > 1 ? t('pods.guard', { environment: environment!, number: String(least) }) : '';
  return (
    <NumberAnswer
      {...rest}
      help={[help, guard].filter(Boolean).join(' ')}
      placeholder={usual === undefined ? undefined : t('pods.usual', { number: String(usual) })}
      min={least}
      max={50}
      trouble={troubleAt('replicas')}
    />
  );
}

/** How many pods serve; left open, the environment says. */
export const podsField = ownField<number>({ name: 'SpicedbPods', answers: 'replicas', Body: Pods });
