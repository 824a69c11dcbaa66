import type { Stage } from '@spicedb-portal/backstage-plugin-spicedb-common';
import Paper from '@material-ui/core/Paper';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { useRef, type KeyboardEvent } from 'react';
import { Ago } from '../../words/Age';
import { stageName, stateWord, useWords } from '../../words/useWords';
import { StateMark, colorOf, quietColor } from '../state/StateMark';

const useStyles = makeStyles(theme => ({
  rail: {
    display: 'grid',
    gridAutoFlow: 'column',
    gridAutoColumns: 'minmax(0, 1fr)',
    listStyle: 'none',
    margin: 0,
    padding: 0,
    [theme.breakpoints.down('sm')]: {
      gridAutoFlow: 'row',
      gridTemplateColumns: 'minmax(0, 1fr)',
    },
  },
  stop: { position: 'relative', display: 'flex' },
  button: {
    display: 'flex',
    flex: 1,
    alignItems: 'flex-start',
    justifyContent: 'flex-start',
    margin: 0,
    border: 0,
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    cursor: 'pointer',
    gap: theme.spacing(1),
    padding: theme.spacing(2, 2, 1.5),
    textAlign: 'left',
    borderBottom: '3px solid transparent',
    '&:hover': { background: theme.palette.action.hover },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.link}`,
      outlineOffset: -3,
    },
    '&[aria-expanded="true"]': { borderBottomColor: theme.palette.link },
  },
  words: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
  name: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    fontSize: 15,
    fontWeight: 600,
    lineHeight: '24px',
  },
  headline: { display: 'block', fontSize: 13, lineHeight: 1.4 },
  notes: { display: 'block', fontSize: 12, lineHeight: 1.5, color: quietColor(theme) },
  word: { display: 'block', fontSize: 13, lineHeight: 1.4, fontWeight: 600 },
  since: { fontWeight: 400, color: quietColor(theme) },
  /** The way on to the next stop; it has its colour once the change has come through here. */
  way: {
    flex: 1,
    // Over the padding of two buttons, and not quite to the next mark.
    marginRight: theme.spacing(-3),
    borderTop: '2px solid',
    'li:last-child &': { display: 'none' },
    [theme.breakpoints.down('sm')]: {
      position: 'absolute',
      top: theme.spacing(6),
      bottom: theme.spacing(-1),
      left: 27,
      borderTop: 0,
      borderLeft: '2px solid',
    },
  },
}));

/** The way of a change, one stop for each stage. Arrow keys move, Enter opens. */
export function StageRail(props: {
  stages: Stage[];
  open?: string;
  onOpen(id: string): void;
  /** Id of the element that shows the opened stage. */
  controls: string;
}) {
  const { stages, open, onOpen, controls } = props;
  const classes = useStyles();
  const words = useWords();
  const list = useRef<HTMLOListElement>(null);

  const move = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
    const at = buttons.findIndex(each => each === document.activeElement);
    const last = buttons.length - 1;
    const to = {
      ArrowRight: Math.min(last, at + 1),
      ArrowDown: Math.min(last, at + 1),
      ArrowLeft: Math.max(0, at - 1),
      ArrowUp: Math.max(0, at - 1),
      Home: 0,
      End: last,
    }[event.key];
    if (at === -1 || to === undefined) return;
    event.preventDefault();
    buttons[to].focus();
  };

  return (
    <Paper component="nav" aria-label={words.t('rail.label')}>
      <ol ref={list} className={classes.rail}>
        {stages.map(stage => (
          <li key={stage.id} className={classes.stop}>
            <button
              type="button"
              className={classes.button}
              aria-expanded={open === stage.id}
              aria-controls={open === stage.id ? controls : undefined}
              onClick={() => onOpen(stage.id)}
              onKeyDown={move}
            >
              <StateMark state={stage.state} waits={stage.waitsFor !== undefined} />
              <span className={classes.words}>
                <span className={classes.name}>
                  {stageName(words, stage.id)}
                  <Way from={stage} className={classes.way} />
                </span>{' '}
                <StateWord stage={stage} classes={classes} />
                <span className={classes.headline}>{words.sentence(stage.headline)}</span>
                {stage.state === 'ok' && stage.findings.length > 0 && (
                  <span className={classes.notes}>
                    {words.t('rail.notes', { count: stage.findings.length })}
                  </span>
                )}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </Paper>
  );
}

function Way({ from, className }: { from: Stage; className: string }) {
  const theme = useTheme();
  const borderColor = from.state === 'ok' ? colorOf(theme, 'ok') : theme.palette.divider;
  return <span className={className} style={{ borderColor }} aria-hidden />;
}

function StateWord(props: { stage: Stage; classes: Record<'word' | 'since', string> }) {
  const { stage, classes } = props;
  const words = useWords();
  const color = colorOf(useTheme(), stage.waitsFor ? 'unknown' : stage.state);
  return (
    <span className={classes.word} style={{ color }}>
      {stateWord(words, stage)}
      {stage.since !== undefined && (
        <span className={classes.since}>
          {' · '}
          <Ago at={stage.since} />
        </span>
      )}
    </span>
  );
}
