import Paper from '@material-ui/core/Paper';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { useWords } from '../../words/useWords';

/** Before the first answer. */
export function FirstReading({ failure }: { failure?: string }) {
  const { t } = useWords();
  return (
    <Paper style={{ padding: 16 }} role="status">
      <Typography gutterBottom>
        {failure ? t('verdict.failure', { message: failure }) : t('guide.loading')}
      </Typography>
      {!failure && <LinearProgress aria-label={t('guide.loading')} />}
    </Paper>
  );
}
