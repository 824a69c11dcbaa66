import type { StageState } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { makeStyles, useTheme, type Theme } from '@material-ui/core/styles';
import { LineIcon } from './LineIcon';

const circle = 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z';

/** Told apart by their outlines, before any colour. */
const pictures = {
  failed: `${circle}M12 7.5v5.5M12 16.4v.1`,
  degraded: 'M12 4 2.8 20h18.4ZM12 10v4.5M12 17.2v.1',
  progressing: 'M19.5 12a7.5 7.5 0 0 1-13 5.1M4.5 12a7.5 7.5 0 0 1 13-5.1M17.5 3v4h-4M6.5 21v-4h4',
  unknown: `${circle}M9.6 9.8a2.4 2.4 0 1 1 3.5 2.1c-.8.4-1.1.8-1.1 1.7M12 16.6v.1`,
  ok: `${circle}M8 12.4l2.8 2.8 5.2-5.6`,
  notApplicable: `${circle}M8 12h8`,
} as const satisfies Record<StageState, string>;

const hourglass = 'M7 3h10M7 21h10M8 3v4l4 5-4 5v4M16 3v4l-4 5 4 5v4';

const light: Record<StageState, string> = {
  failed: '#b3261e',
  degraded: '#8a5300',
  progressing: '#0b5cad',
  unknown: '#5a6270',
  ok: '#1b6e3c',
  notApplicable: '#5a6270',
};

const dark: Record<StageState, string> = {
  failed: '#ff9d94',
  degraded: '#ffc46b',
  progressing: '#9ccbff',
  unknown: '#b4bcc8',
  ok: '#86d99f',
  notApplicable: '#b4bcc8',
};

/**
 * The colour of a state, dark enough or light enough to be read as text. Where
 * it depends on what is shown it belongs into `style`: in a class, each
 * element would bring a sheet of styles of its own, and each drawing touch it.
 */
export function colorOf(theme: Theme, state: StageState) {
  return (theme.palette.type === 'dark' ? dark : light)[state];
}

/** For words beside the matter: quieter than text, and readable on every ground. */
export function quietColor(theme: Theme) {
  return colorOf(theme, 'unknown');
}

const useStyles = makeStyles({
  turning: {
    animation: '$turn 2.4s linear infinite',
    '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
  },
  '@keyframes turn': { to: { transform: 'rotate(360deg)' } },
});

/** The picture of a state; the word beside it says the same. */
export function StateMark(props: {
  state: StageState;
  /** Nothing moves here before another stage has come right. */
  waits?: boolean;
  size?: 'small' | 'medium';
}) {
  const { state, waits = false, size = 'medium' } = props;
  const classes = useStyles();
  const color = colorOf(useTheme(), waits ? 'unknown' : state);
  return (
    <LineIcon
      path={waits ? hourglass : pictures[state]}
      size={size}
      color={color}
      className={state === 'progressing' && !waits ? classes.turning : undefined}
    />
  );
}
