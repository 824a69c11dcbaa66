import type { ConnectFacts } from '@spicedb-portal/backstage-plugin-spicedb-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { quietColor } from '../state/StateMark';
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
export function ConnectPanel(props: { connection: ConnectFacts; cluster: string }) {
  const classes = useStyles();
  const { t } = useWords();
  const { endpoint, httpEndpoint, tls, certificateSecret, key, commands } = props.connection;
  const inside = t('connect.inside', { cluster: props.cluster });
  return (
    <Panel title={t('connect.title')}>
      <dl className={classes.parts}>
        <dt>{t('connect.endpoint')}</dt>
        <dd>
          <code>{endpoint}</code> <CopyButton text={endpoint} />
          <div className={classes.quiet}>
            {tls ? 'gRPC, TLS' : 'gRPC'}
            {', '}
            {inside}
          </div>
        </dd>
        {certificateSecret && (
          <>
            <dt>{t('connect.certificate')}</dt>
            <dd>
              Secret <code>{certificateSecret}</code>, <code>ca.crt</code>
              <Typography className={classes.quiet}>{t('connect.certificateHint')}</Typography>
            </dd>
          </>
        )}
        {httpEndpoint && (
          <>
            <dt>{t('connect.http')}</dt>
            <dd>
              <code>{httpEndpoint}</code>
            </dd>
          </>
        )}
        {key && (
          <>
            <dt>{t('connect.key')}</dt>
            <dd>
              Secret <code>{key.secret}</code>, <code>{key.key}</code>
              <Typography className={classes.quiet}>{t('connect.keyHint')}</Typography>
            </dd>
          </>
        )}
        <dt>{t('connect.zed')}</dt>
        <dd>
          {commands.map(({ id, command }) => (
            <div key={id}>
              <pre className={classes.code}>{command}</pre>
              <CopyButton text={command} />
            </div>
          ))}
        </dd>
      </dl>
    </Panel>
  );
}
