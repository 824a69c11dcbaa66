import { makeStyles } from '@material-ui/core/styles';
import { colorOf, quietColor } from '../../components/state/StateMark';

/** A label never covers an example, and stays readable where something is wrong: red is too faint for small text. */
export const labelProps = { shrink: true, error: false } as const;

/** What the controls of the forms have in common. */
export const useFormStyles = makeStyles(theme => ({
  group: { margin: theme.spacing(1, 0, 0.5), minWidth: 0, width: '100%' },
  legend: { fontSize: 16, fontWeight: 600, color: theme.palette.text.primary, padding: 0 },
  help: { margin: theme.spacing(0.25, 0, 0.5), fontSize: 13, color: quietColor(theme) },
  trouble: {
    margin: theme.spacing(0.25, 0, 0.5),
    fontSize: 13,
    color: colorOf(theme, 'failed'),
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-line',
  },
  option: {
    display: 'flex',
    alignItems: 'flex-start',
    margin: theme.spacing(0.5, 0),
    padding: theme.spacing(0.5, 1, 0.5, 0),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
  chosen: { borderColor: theme.palette.primary.main },
  optionTitle: { display: 'block', fontSize: 14, fontWeight: 600, lineHeight: 1.6 },
  optionText: {
    display: 'block',
    fontSize: 13,
    lineHeight: 1.5,
    color: quietColor(theme),
    overflowWrap: 'anywhere',
  },
  tag: {
    display: 'inline-block',
    marginLeft: theme.spacing(1),
    padding: theme.spacing(0, 0.75),
    fontSize: 12,
    fontWeight: 600,
    color: colorOf(theme, 'progressing'),
    border: '1px solid currentColor',
    borderRadius: theme.shape.borderRadius,
  },
  note: {
    margin: theme.spacing(1, 0),
    padding: theme.spacing(1, 1.5),
    fontSize: 13,
    lineHeight: 1.5,
    borderLeft: `3px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
    '& p': { margin: 0 },
    '& ul': { margin: 0, paddingLeft: theme.spacing(2.5) },
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    margin: theme.spacing(1, 0),
    fontSize: 14,
    '& dt': { color: quietColor(theme) },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
    [theme.breakpoints.down('xs')]: { gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(0.25) },
  },
  fold: {
    margin: theme.spacing(1, 0),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    '& > summary': {
      padding: theme.spacing(1, 1.5),
      cursor: 'pointer',
      fontWeight: 600,
      fontSize: 14,
      overflowWrap: 'anywhere',
    },
    '& > div': { padding: theme.spacing(0, 1.5, 1.5) },
  },
}));
