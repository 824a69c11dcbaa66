import { CodeSnippet, InfoCard } from '@backstage/core-components';
import type { Entity } from '@backstage/catalog-model';
import { annotations } from '@spicedb-portal/backstage-plugin-spicedb-common';
import Typography from '@material-ui/core/Typography';
import { useWords } from '../../words/useWords';

/** An entity that does not say where its instance runs, and what to write to say it. */
export function MissingAnnotations(props: { entity: Entity; missing: string[] }) {
  const { entity, missing } = props;
  const { t } = useWords();
  const examples: Record<string, string> = {
    [annotations.kubernetesId]: entity.metadata.name,
    [annotations.kubernetesNamespace]: 'the-namespace-of-the-instance',
    [annotations.cluster]: 'the-cluster-as-the-portal-names-it',
  };
  const text = [
    'metadata:',
    '  annotations:',
    ...missing.map(name => `    ${name}: ${examples[name] ?? '...'}`),
  ].join('\n');
  return (
    <InfoCard title={t('guide.incomplete.title')}>
      <Typography paragraph>{t('guide.incomplete.text')}</Typography>
      <CodeSnippet text={text} language="yaml" showCopyCodeButton />
    </InfoCard>
  );
}
