import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  logo: { display: 'flex', alignItems: 'center', gap: 12, color: '#ffffff' },
  name: { fontSize: 17, fontWeight: 600, whiteSpace: 'nowrap' },
});

/** Three members of a ring; one of them carries the answer. */
export function Logo({ withName }: { withName: boolean }) {
  const classes = useStyles();
  return (
    <span className={classes.logo}>
      <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
        <circle
          cx="16"
          cy="16"
          r="10.5"
          fill="none"
          stroke="#5fc9b5"
          strokeWidth="2.4"
          strokeDasharray="11 11"
          strokeDashoffset="-11"
        />
        <circle cx="16" cy="5.5" r="3.6" fill="#f2b544" />
        <circle cx="25.1" cy="21.2" r="3.6" fill="#5fc9b5" />
        <circle cx="6.9" cy="21.2" r="3.6" fill="#5fc9b5" />
      </svg>
      {withName && <span className={classes.name}>SpiceDB portal</span>}
    </span>
  );
}
