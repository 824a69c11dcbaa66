import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useState } from 'react';
import { useWords } from '../../words/useWords';
import { LineIcon } from '../state/LineIcon';

const useStyles = makeStyles({
  button: { textTransform: 'none', whiteSpace: 'nowrap' },
});

const pictures = { pages: 'M9 9h10v11H9zM15 5.5V4H5v11h1.5', done: 'M5 12.5l4.5 4.5L19 7.5' };

type Outcome = 'copied' | 'refused';

const shownForMs = 2500;

/** Copies a text, and says so to everybody. */
export function CopyButton(props: {
  /** A function, where the text is costly to write and may never be wanted. */
  text: string | (() => string);
  label?: string;
}) {
  const classes = useStyles();
  const { t } = useWords();
  const [outcome, setOutcome] = useState<Outcome>();

  useEffect(() => {
    if (!outcome) return undefined;
    const timer = setTimeout(() => setOutcome(undefined), shownForMs);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    const text = typeof props.text === 'string' ? props.text : props.text();
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('refused');
    }
  };

  const label = props.label ?? t('copy.copy');
  const words = {
    copied: t('copy.done'),
    refused: t('copy.failed'),
  };
  return (
    <Button
      size="small"
      className={classes.button}
      onClick={copy}
      startIcon={<LineIcon path={outcome === 'copied' ? pictures.done : pictures.pages} size="small" />}
    >
      <span aria-live="polite">{outcome ? words[outcome] : label}</span>
    </Button>
  );
}
