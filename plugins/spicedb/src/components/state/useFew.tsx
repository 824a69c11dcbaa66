import Button from '@material-ui/core/Button';
import { useState } from 'react';
import { useWords } from '../../words/useWords';

const fewAtFirst = 10;
const moreAtOnce = 100;

/** The first few of many rows, and a button for more where there are more. */
export function useFew<T>(all: T[]) {
  const { t } = useWords();
  const [most, setMost] = useState(fewAtFirst);
  const left = all.length - most;
  return {
    few: left > 0 ? all.slice(0, most) : all,
    more: left > 0 && (
      <Button size="small" style={{ textTransform: 'none' }} onClick={() => setMost(most + moreAtOnce)}>
        {t('table.more', { count: left })}
      </Button>
    ),
  };
}
