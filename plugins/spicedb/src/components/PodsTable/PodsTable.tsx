import type { PodFact, Stage, WorkloadRef } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { makeStyles } from '@material-ui/core/styles';
import { useCallback, useMemo, useState } from 'react';
import { useWords } from '../../words/useWords';
import { NothingSeen } from '../state/NothingSeen';
import { Panel } from '../state/Panel';
import { ScrollArea } from '../state/ScrollArea';
import { useFew } from '../state/useFew';
import { quietColor } from '../state/StateMark';
import { LogDialog } from './LogDialog';
import { PodRow } from './PodRow';

const useStyles = makeStyles(theme => ({
  table: {
    borderCollapse: 'collapse',
    width: '100%',
    fontSize: 14,
    lineHeight: 1.4,
    '& th, & td': {
      textAlign: 'left',
      verticalAlign: 'top',
      padding: theme.spacing(0.75, 1.5, 0.75, 0),
      borderBottom: `1px solid ${theme.palette.divider}`,
      fontWeight: 400,
      whiteSpace: 'nowrap',
    },
    '& thead th': { fontSize: 12, fontWeight: 600, color: quietColor(theme) },
    '& tbody $name': { overflowWrap: 'anywhere', whiteSpace: 'normal', minWidth: 130 },
  },
  name: {},
  quiet: { color: quietColor(theme) },
  ready: { display: 'flex', gap: theme.spacing(0.5), alignItems: 'center' },
  logs: {
    display: 'inline-flex',
    margin: 0,
    padding: 3,
    border: 0,
    borderRadius: '50%',
    background: 'none',
    color: theme.palette.action.active,
    cursor: 'pointer',
    '&:hover, &:focus-visible': { background: theme.palette.action.hover },
  },
}));

/** The pods that serve, each with why it does not, if so. */
export function PodsTable(props: {
  pods: PodFact[];
  target: Pick<WorkloadRef, 'cluster' | 'namespace'>;
  container: string;
  /** The stage that tells of these pods. */
  stage?: Stage;
}) {
  const { pods, target, container, stage } = props;
  const classes = useStyles();
  const { t } = useWords();
  const [logOf, setLogOf] = useState<string>();
  const closeLog = useCallback(() => setLogOf(undefined), []);
  // Who looks for trouble among hundreds finds it on top.
  const worstFirst = useMemo(() => [...pods].sort((a, b) => Number(a.ready) - Number(b.ready)), [pods]);
  const { few, more } = useFew(worstFirst);
  if (pods.length === 0) {
    return <NothingSeen title={t('pods.title')} words={t('pods.none')} stage={stage} />;
  }
  const columns = [
    t('pods.name'),
    t('pods.version'),
    t('pods.ready'),
    t('pods.restarts'),
    t('pods.node'),
    t('pods.age'),
    t('pods.logs'),
  ];
  return (
    <Panel title={t('pods.title')} aside={String(pods.length)}>
      <ScrollArea label={t('pods.table')}>
        <table className={classes.table}>
          <thead>
            <tr>
              {columns.map(column => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {few.map(pod => (
              <PodRow key={pod.name} pod={pod} classes={classes} onOpenLog={setLogOf} />
            ))}
          </tbody>
        </table>
      </ScrollArea>
      {more}
      {logOf && <LogDialog pod={logOf} container={container} target={target} onClose={closeLog} />}
    </Panel>
  );
}
