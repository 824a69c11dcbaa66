import { ports } from '@spicedb-portal/backstage-plugin-spicedb-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { quietColor } from '../state/StateMark';
import type { Connection } from '../../data/connection';
import { useWords } from '../../words/useWords';
import { CopyButton } from '../copy/CopyButton';
import { Panel } from '../state/Panel';

const useStyles = makeStyles(theme => ({
  parts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(1, 2),
    margin: 0,
    fontSize: 14,
    '& dt': { color: quietColor(theme) },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
    [theme.breakpoints.down('xs')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(0.5),
    },
  },
  quiet: { fontSize: 13, color: quietColor(theme) },
  code: {
    margin: 0,
    padding: theme.spacing(1),
    background: theme.palette.background.default,
    fontFamily: 'ui-monospace, monospace',
    fontSize: 13,
    lineHeight: 1.5,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
}));

/** How an application reaches the instance. */
export function ConnectPanel({ connection }: { connection: Connection }) {
  const classes = useStyles();
  const { t } = useWords();
  const { service, namespace, cluster, tls, http, secret } = connection;
  const host = `${service}.${namespace}.svc.cluster.local`;
  const endpoint = `${host}:${ports.grpc}`;
  const zed = zedCommands(connection);
  return (
    <Panel title={t('connect.title')}>
      <dl className={classes.parts}>
        <dt>{t('connect.endpoint')}</dt>
        <dd>
          <code>{endpoint}</code> <CopyButton text={endpoint} />
          <div className={classes.quiet}>
            {tls ? 'gRPC, TLS' : 'gRPC'}
            {', '}
            {t('connect.inside', { cluster })}
          </div>
        </dd>
        {http && (
          <>
            <dt>{t('connect.http')}</dt>
            <dd>
              <code>
                {tls ? 'https' : 'http'}://{host}:{ports.http}
              </code>
            </dd>
          </>
        )}
        {secret && (
          <>
            <dt>{t('connect.key')}</dt>
            <dd>
              Secret <code>{secret.name}</code>, <code>{secret.key}</code>
              <Typography className={classes.quiet}>{t('connect.keyHint')}</Typography>
            </dd>
          </>
        )}
        <dt>{t('connect.zed')}</dt>
        <dd>
          <pre className={classes.code}>{zed}</pre>
          <CopyButton text={zed} />
        </dd>
      </dl>
    </Panel>
  );
}

/** The key goes from the cluster into zed's own store, by no screen and no file. */
function zedCommands({ service, namespace, tls, secret }: Connection) {
  const key = secret
    ? `"$(kubectl -n ${namespace} get secret ${secret.name} -o go-template='{{index .data "${secret.key}" | base64decode}}')"`
    : '"$KEY"';
  return [
    `kubectl -n ${namespace} port-forward service/${service} ${ports.grpc} &`,
    `zed context set ${service} localhost:${ports.grpc} ${key} ${tls ? '--no-verify-ca' : '--insecure'}`,
    'zed schema read',
  ].join('\n');
}
