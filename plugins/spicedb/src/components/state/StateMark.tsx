import type { StageState } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { makeStyles, useTheme, type Theme } from '@material-ui/core/styles';
import AutorenewIcon from '@material-ui/icons/Autorenew';
import CheckCircleOutlineIcon from '@material-ui/icons/CheckCircleOutline';
import ErrorOutlineIcon from '@material-ui/icons/ErrorOutline';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import RemoveCircleOutlineIcon from '@material-ui/icons/RemoveCircleOutline';
import ReportProblemOutlinedIcon from '@material-ui/icons/ReportProblemOutlined';

const icons = {
  failed: ErrorOutlineIcon,
  degraded: ReportProblemOutlinedIcon,
  progressing: AutorenewIcon,
  unknown: HelpOutlineIcon,
  ok: CheckCircleOutlineIcon,
  notApplicable: RemoveCircleOutlineIcon,
} as const;

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
  mark: { flex: 'none' },
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
  const Icon = waits ? HourglassEmptyIcon : icons[state];
  const turning = state === 'progressing' && !waits ? classes.turning : '';
  return <Icon aria-hidden fontSize={size} className={`${classes.mark} ${turning}`} style={{ color }} />;
}
