import type { ReactNode } from 'react';
import { useFormStyles } from './styles';

/** Where all is said about a control: its purpose, our own objections, and those of the form around it. */
export const describedBy = (id: string, help: ReactNode) =>
  [...(help === undefined ? [] : [`${id}-help`]), `${id}-trouble`, `${id}__error`].join(' ');

/** What a field is for, under its name. */
export function Help({ id, children }: { id: string; children?: ReactNode }) {
  const classes = useFormStyles();
  return children ? (
    <p id={id} className={classes.help}>
      {children}
    </p>
  ) : null;
}

/** What is wrong with an answer; it is read out when it appears. */
export function Trouble({ id, children }: { id: string; children?: ReactNode }) {
  const classes = useFormStyles();
  return (
    <div id={id} role="alert" className={children ? classes.trouble : undefined}>
      {children}
    </div>
  );
}

/** Something that one should know before going on. */
export function Note({ children }: { children: ReactNode }) {
  return <div className={useFormStyles().note}>{children}</div>;
}

/** A part that few people need, folded away. */
export function Fold({ title, open, children }: { title: ReactNode; open?: boolean; children: ReactNode }) {
  return (
    <details className={useFormStyles().fold} open={open}>
      <summary>{title}</summary>
      <div>{children}</div>
    </details>
  );
}
