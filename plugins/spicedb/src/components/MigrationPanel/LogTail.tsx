import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useRef } from 'react';
import { compactLine } from './compactLine';

const useStyles = makeStyles(theme => ({
  log: {
    margin: theme.spacing(0.5, 0, 0),
    padding: theme.spacing(1),
    maxHeight: 220,
    overflow: 'auto',
    background: theme.palette.background.default,
    fontFamily: 'ui-monospace, monospace',
    fontSize: 12,
    lineHeight: 1.5,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
}));

/** The end of a log, shown from its end: the last line says how it went. */
export function LogTail({ lines }: { lines: string[] }) {
  const classes = useStyles();
  const log = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [lines.length]);
  return (
    // Without a tab stop, who has no pointer could not scroll.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre ref={log} className={classes.log} tabIndex={0}>
      {lines.map(compactLine).join('\n')}
    </pre>
  );
}
