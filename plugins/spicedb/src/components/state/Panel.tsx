import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { quietColor } from './StateMark';
import { useId, type ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  panel: { padding: theme.spacing(2), minWidth: 0 },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0.5, 1.5),
    marginBottom: theme.spacing(1),
  },
  title: { fontSize: 16, fontWeight: 600, margin: 0 },
  aside: {
    marginLeft: 'auto',
    fontSize: 13,
    color: quietColor(theme),
  },
}));

/** A titled part of the page. */
export function Panel(props: { title: ReactNode; aside?: ReactNode; children: ReactNode }) {
  const classes = useStyles();
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id} className={classes.panel}>
      <div className={classes.head}>
        <Typography id={id} component="h3" className={classes.title}>
          {props.title}
        </Typography>
        {props.aside && <div className={classes.aside}>{props.aside}</div>}
      </div>
      {props.children}
    </Paper>
  );
}
