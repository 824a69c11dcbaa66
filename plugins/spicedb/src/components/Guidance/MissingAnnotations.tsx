import type { Entity } from '@backstage/catalog-model';
import { annotations } from '@spicedb-portal/backstage-plugin-spicedb-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useWords } from '../../words/useWords';
import { CopyButton } from '../copy/CopyButton';
import { Panel } from '../state/Panel';

const useStyles = makeStyles(theme => ({
  example: {
    padding: theme.spacing(1),
    background: theme.palette.background.default,
    fontSize: 13,
    lineHeight: 1.5,
    overflowX: 'auto',
  },
}));

/** An entity that does not say where its instance runs, and what to write to say it. */
export function MissingAnnotations(props: { entity: Entity; missing: string[] }) {
  const { entity, missing } = props;
  const classes = useStyles();
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
    <Panel title={t('guide.incomplete.title')}>
      <Typography>{t('guide.incomplete.text')}</Typography>
      <pre className={classes.example}>{text}</pre>
      <CopyButton text={text} />
    </Panel>
  );
}
