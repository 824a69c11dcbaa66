import Button from '@material-ui/core/Button';
import LinearProgress from '@material-ui/core/LinearProgress';
import { useFormWords } from '../../words/useFormWords';
import { Note, Trouble } from '../controls/Said';
import type { Reading } from '../InstanceFiles';

/** How the reading of an instance's files stands; nothing, once they are read. */
export function GitReading({ reading }: { reading: Reading }) {
  const { t } = useFormWords();
  switch (reading.state) {
    case 'nothing':
      return <Note>{t('git.chooseFirst')}</Note>;
    case 'loading':
      return (
        <div role="status">
          {t('git.reading')}
          <LinearProgress aria-label={t('git.reading')} />
        </div>
      );
    case 'failed':
      return (
        <>
          <Trouble id="git-reading">
            {t('git.failed')} {reading.reason}
          </Trouble>
          <Button size="small" variant="outlined" onClick={reading.again}>
            {t('git.again')}
          </Button>
        </>
      );
    default:
      return null;
  }
}
