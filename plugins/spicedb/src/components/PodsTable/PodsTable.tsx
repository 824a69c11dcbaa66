import { PodLogsDialog } from '@backstage/plugin-kubernetes-react';
import type { PodFact, WorkloadRef } from '@spicedb-portal/backstage-plugin-spicedb-common';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Since } from '../../words/Age';
import { useWords } from '../../words/useWords';
import { Panel } from '../state/Panel';
import { StateMark } from '../state/StateMark';

const useStyles = makeStyles(theme => ({
  scroll: { overflowX: 'auto' },
  quiet: { color: theme.palette.text.secondary },
  head: {
    fontSize: 12,
    fontWeight: 600,
    textTransform: 'none',
    color: theme.palette.text.secondary,
    whiteSpace: 'nowrap',
  },
  cell: { verticalAlign: 'top', padding: theme.spacing(0.75, 1.5, 0.75, 0) },
  name: { overflowWrap: 'anywhere', minWidth: 130 },
  ready: { display: 'flex', gap: theme.spacing(0.5), alignItems: 'center' },
  why: { maxWidth: 420, minWidth: 160, overflowWrap: 'anywhere' },
}));

/** The pods that serve, each with why it does not, if so. */
export function PodsTable(props: {
  pods: PodFact[];
  target: Pick<WorkloadRef, 'cluster' | 'namespace'>;
  container: string;
}) {
  const { pods, target, container } = props;
  const classes = useStyles();
  const { t } = useWords();
  if (pods.length === 0) {
    return (
      <Panel title={t('pods.title')}>
        <Typography className={classes.quiet}>{t('pods.none')}</Typography>
      </Panel>
    );
  }
  const columns = [
    t('pods.name'),
    t('pods.version'),
    t('pods.ready'),
    t('pods.restarts'),
    t('pods.node'),
    t('pods.age'),
    t('pods.why'),
    t('pods.logs'),
  ];
  return (
    <Panel title={t('pods.title')} aside={String(pods.length)}>
      <div className={classes.scroll} role="region" aria-label={t('pods.title')} tabIndex={0}>
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
            {pods.map(pod => (
              <TableRow key={pod.name}>
                <TableCell component="th" scope="row" className={`${classes.cell} ${classes.name}`}>
                  {pod.name}
                  {pod.current === false && <div className={classes.quiet}>{t('pods.old')}</div>}
                </TableCell>
                <TableCell className={classes.cell}>{pod.version}</TableCell>
                <TableCell className={classes.cell}>
                  <span className={classes.ready}>
                    <StateMark state={pod.ready ? 'ok' : 'degraded'} size="small" />
                    {pod.ready ? t('pods.isReady') : t('pods.isNotReady')}
                  </span>
                </TableCell>
                <TableCell className={classes.cell}>{pod.restarts}</TableCell>
                <TableCell className={classes.cell}>{pod.node}</TableCell>
                <TableCell className={classes.cell}>
                  {pod.startedAt !== undefined && <Since at={pod.startedAt} />}
                </TableCell>
                <TableCell className={`${classes.cell} ${classes.why}`}>
                  {pod.why}
                  {pod.lastExit && (
                    <div className={classes.quiet}>
                      {t('pods.lastExit', { code: String(pod.lastExit.code) })}
                      {pod.lastExit.reason && ` (${pod.lastExit.reason})`}
                    </div>
                  )}
                </TableCell>
                <TableCell className={classes.cell}>
                  <PodLogsDialog
                    containerScope={{
                      podName: pod.name,
                      podNamespace: target.namespace,
                      containerName: container,
                      cluster: { name: target.cluster },
                    }}
                  />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </Panel>
  );
}
