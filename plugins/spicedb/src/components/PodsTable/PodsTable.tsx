import type { PodFact, Stage, WorkloadRef } from '@spicedb-portal/backstage-plugin-spicedb-common';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import { useMemo } from 'react';
import { Since } from '../../words/Age';
import { useWords, type Words } from '../../words/useWords';
import { NothingSeen } from '../state/NothingSeen';
import { Panel } from '../state/Panel';
import { ScrollArea } from '../state/ScrollArea';
import { useFew } from '../state/useFew';
import { LogsButton } from './LogsButton';
import { StateMark, quietColor } from '../state/StateMark';

const useStyles = makeStyles(theme => ({
  quiet: { color: quietColor(theme) },
  head: {
    fontSize: 12,
    fontWeight: 600,
    textTransform: 'none',
    color: quietColor(theme),
    whiteSpace: 'nowrap',
  },
  cell: {
    verticalAlign: 'top',
    padding: theme.spacing(0.75, 1.5, 0.75, 0),
    fontSize: 14,
    lineHeight: 1.4,
    whiteSpace: 'nowrap',
    wordBreak: 'normal',
  },
  name: { overflowWrap: 'anywhere', whiteSpace: 'normal', minWidth: 130 },
  ready: { display: 'flex', gap: theme.spacing(0.5), alignItems: 'center' },
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
        <Table size="small">
          <TableHead>
            <TableRow>
              {columns.map(column => (
                <TableCell key={column} className={`${classes.cell} ${classes.head}`}>
                  {column}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {few.map(pod => (
              <TableRow key={pod.name}>
                <TableCell component="th" scope="row" className={`${classes.cell} ${classes.name}`}>
                  {pod.name}
                  {notesOn(pod, t).map(note => (
                    <div key={note} className={classes.quiet}>
                      {note}
                    </div>
                  ))}
                </TableCell>
                <TableCell className={classes.cell}>{pod.version}</TableCell>
                <TableCell className={classes.cell}>
                  <span className={classes.ready}>
                    <StateMark state={pod.ready ? 'ok' : 'degraded'} size="small" />
                    {pod.ready ? t('pods.isReady') : t('pods.isNotReady')}
                  </span>
                </TableCell>
                <TableCell className={classes.cell}>{pod.restarts}</TableCell>
                <TableCell className={classes.cell}>
                  {[pod.node, pod.zone].filter(Boolean).join(', ')}
                </TableCell>
                <TableCell className={classes.cell}>
                  {pod.startedAt !== undefined && <Since at={pod.startedAt} />}
                </TableCell>
                <TableCell className={classes.cell}>
                  <LogsButton pod={pod.name} container={container} target={target} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </ScrollArea>
      {more}
    </Panel>
  );
}

function notesOn(pod: PodFact, t: Words['t']) {
  const { lastExit } = pod;
  const exit =
    lastExit && t('pods.lastExit', { code: [lastExit.code, lastExit.reason].filter(Boolean).join(', ') });
  return [pod.why, exit, pod.current === false ? t('pods.old') : undefined].filter((note): note is string =>
    Boolean(note),
  );
}
