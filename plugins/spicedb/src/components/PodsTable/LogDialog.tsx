import { Progress } from '@backstage/core-components';
import type { WorkloadRef } from '@spicedb-portal/backstage-plugin-spicedb-common';
import Dialog from '@material-ui/core/Dialog';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import { Suspense, lazy, useId } from 'react';
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
export function LogDialog(props: {
  pod: string;
  container: string;
  target: Pick<WorkloadRef, 'cluster' | 'namespace'>;
  onClose(): void;
}) {
  const { pod, container, target, onClose } = props;
  const classes = useStyles();
  const { t } = useWords();
  const titleId = useId();
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xl" aria-labelledby={titleId}>
      <DialogTitle disableTypography className={classes.title}>
        <h2 id={titleId}>{t('pods.logsOf', { pod })}</h2>
        <IconButton aria-label={t('pods.closeLogs')} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </DialogTitle>
      <DialogContent>
        <Suspense fallback={<Progress />}>
          <PodLog pod={pod} container={container} target={target} />
        </Suspense>
      </DialogContent>
    </Dialog>
  );
}
