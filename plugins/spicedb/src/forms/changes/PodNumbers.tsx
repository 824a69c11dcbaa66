import { useFormWords } from '../../words/useFormWords';
import { Choice } from '../controls/Choice';
import { NumberAnswer } from '../controls/NumberAnswer';
import { Note } from '../controls/Said';
import type { SectionProps } from './sections';

/** A fixed number of pods, or one that follows the load. */
export function PodNumbers({ id, now, wanted, set, portal, disabled, troubleAt }: SectionProps) {
  const { t } = useFormWords();
  if (now.engine === 'memory') return <Note>{t('pods.memory')}</Note>;
  const least = portal.environments[now.environment]?.guards.minReplicas ?? 1;
  const { autoscaling } = wanted;
  const usual = portal.environments[now.environment]?.replicas ?? 2;
  const scaled = now.autoscaling ?? {
    minReplicas: Math.max(least, now.replicas ?? usual),
    maxReplicas: Math.max(10, least),
  };
  const number = (key: 'minReplicas' | 'maxReplicas' | 'targetCpuPercent', min: number, max: number) => (
    <NumberAnswer
      id={`${id}-${key}`}
      label={t(`label.autoscaling.${key}`)}
      help={key === 'targetCpuPercent' ? t('pods.cpuHelp') : undefined}
      disabled={disabled}
      min={min}
      max={max}
      value={autoscaling?.[key]}
      trouble={troubleAt(`autoscaling.${key}`)}
      onChange={value => set({ replicas: undefined, autoscaling: { ...autoscaling!, [key]: value } })}
    />
  );
  return (
    <>
      <Choice
        id={`${id}-scaling`}
        label={t('pods.howMany')}
        disabled={disabled}
        value={autoscaling ? 'auto' : 'fixed'}
        options={[
          { value: 'fixed', title: t('pods.fixed') },
          { value: 'auto', title: t('pods.auto'), text: t('pods.autoText') },
        ]}
        onChange={kind =>
          set(
            kind === 'auto'
              ? { replicas: undefined, autoscaling: scaled }
              : { replicas: now.replicas ?? Math.max(least, usual), autoscaling: undefined },
          )
        }
        trouble={troubleAt('autoscaling')}
      />
      {autoscaling ? (
        <>
          {number('minReplicas', least, 50)}
          {number('maxReplicas', least, 200)}
          {number('targetCpuPercent', 10, 95)}
        </>
      ) : (
        <NumberAnswer
          id={`${id}-replicas`}
          label={t('label.replicas')}
          help={
            least > 1 ? t('pods.guard', { environment: now.environment, number: String(least) }) : undefined
          }
          disabled={disabled}
          min={least}
          max={50}
          value={wanted.replicas}
          trouble={troubleAt('replicas')}
          onChange={replicas => set({ replicas, autoscaling: undefined })}
        />
      )}
    </>
  );
}
