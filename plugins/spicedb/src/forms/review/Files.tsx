import { makeStyles } from '@material-ui/core/styles';
import type { GeneratedFile } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { useFormWords } from '../../words/useFormWords';
import { CopyButton } from '../../components/copy/CopyButton';
import { colorOf } from '../../components/state/StateMark';
import { ScrollArea } from '../../components/state/ScrollArea';
import { Fold } from '../controls/Said';

const useStyles = makeStyles(theme => ({
  text: {
    margin: 0,
    padding: theme.spacing(1),
    background: theme.palette.background.default,
    color: theme.palette.text.primary,
    fontFamily: 'ui-monospace, monospace',
    fontSize: 13,
    lineHeight: 1.5,
    whiteSpace: 'pre',
    width: 'max-content',
    minWidth: '100%',
    boxSizing: 'border-box',
  },
  added: { color: colorOf(theme, 'ok') },
  removed: { color: colorOf(theme, 'failed') },
  head: { fontWeight: 600 },
}));

/** Files as they will stand in Git, to the byte. */
export function Files({ files }: { files: readonly GeneratedFile[] }) {
  const classes = useStyles();
  return (
    <>
      {files.map(({ path, content }, index) => (
        <Fold key={path} title={<code>{path}</code>} open={index === 0}>
          <ScrollArea label={path}>
            <pre className={classes.text}>{content}</pre>
          </ScrollArea>
          <CopyButton text={content} />
        </Fold>
      ))}
    </>
  );
}

/** A difference, whose lines say by their sign what becomes of them; the colour only repeats it. */
export function Difference({ diff }: { diff: string }) {
  const classes = useStyles();
  const { t } = useFormWords();
  const look = (line: string) => {
    if (/^(---|\+\+\+|@@)/.test(line)) return classes.head;
    if (line.startsWith('+')) return classes.added;
    return line.startsWith('-') ? classes.removed : undefined;
  };
  return (
    <ScrollArea label={t('review.difference')}>
      <pre className={classes.text}>
        {diff.split('\n').map((line, index) => (
          // A line has no name of its own, and none ever moves.
          // eslint-disable-next-line react/no-array-index-key
          <span key={index} className={look(line)}>
            {line}
            {'\n'}
          </span>
        ))}
      </pre>
    </ScrollArea>
  );
}
