import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles({ area: { overflowX: 'auto' } });

/** A part that may be wider than its place. */
export function ScrollArea({ label, children }: { label: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <div
      className={classes.area}
      role="region"
      aria-label={label}
      // Without it, who has no pointer could not scroll.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {children}
    </div>
  );
}
