import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  notice: {
    position: 'fixed',
    zIndex: theme.zIndex.appBar + 1,
    top: 0,
    left: '50%',
    transform: 'translateX(-50%)',
    padding: theme.spacing(0.25, 1.5),
    borderRadius: '0 0 8px 8px',
    background: '#f2b544',
    color: '#1d1a12',
    fontSize: 12,
    fontWeight: 600,
    lineHeight: '20px',
    whiteSpace: 'nowrap',
    pointerEvents: 'none',
  },
}));

/** Nobody shall take a replay for a cluster. */
export function ReplayNotice() {
  const classes = useStyles();
  const config = useApi(configApiRef);
  if (!config.getOptionalBoolean('spicedb.page.replay')) return null;
  return (
    <aside className={classes.notice} aria-label="Notice">
      replay of a recorded cluster
    </aside>
  );
}
