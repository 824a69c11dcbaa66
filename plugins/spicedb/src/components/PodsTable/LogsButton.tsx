import { Progress } from '@backstage/core-components';
import type { WorkloadRef } from '@spicedb-portal/backstage-plugin-spicedb-common';
import Dialog from '@material-ui/core/Dialog';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import SubjectIcon from '@material-ui/icons/Subject';
import { Suspense, lazy, useId, useState } from 'react';
import { useWords } from '../../words/useWords';

const PodLog = lazy(() => import('./PodLog'));

const useStyles = makeStyles(theme => ({
  title: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    '& h2': { flex: 1, fontSize: 18, overflowWrap: 'anywhere' },
  },
}));

/** A pod's log, in the viewer that the Kubernetes plugin brings. */
export function LogsButton(props: {
  pod: string;
  container: string;
  target: Pick<WorkloadRef, 'cluster' | 'namespace'>;
}) {
  const { pod, container, target } = props;
  const classes = useStyles();
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const titleId = useId();
  const label = t('pods.logsOf', { pod });
  const close = () => setOpen(false);
  return (
    <>
      <Tooltip title={label}>
        <IconButton size="small" aria-label={label} onClick={() => setOpen(true)}>
          <SubjectIcon fontSize="small" />
        </IconButton>
      </Tooltip>
      <Dialog open={open} onClose={close} fullWidth maxWidth="xl" aria-labelledby={titleId}>
        <DialogTitle disableTypography className={classes.title}>
          <h2 id={titleId}>{label}</h2>
          <IconButton aria-label={t('pods.closeLogs')} onClick={close}>
            <CloseIcon />
          </IconButton>
        </DialogTitle>
        <DialogContent>
          <Suspense fallback={<Progress />}>
            <PodLog pod={pod} container={container} target={target} />
          </Suspense>
        </DialogContent>
      </Dialog>
    </>
  );
}
