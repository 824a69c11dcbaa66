import Radio from '@material-ui/core/Radio';
import type { ReactNode } from 'react';
import { Help, Trouble, describedBy } from './Said';
import { useFormStyles } from './styles';

export interface Option {
  value: string;
  title: string;
  /** A word that sets it apart, for example that it is what the platform chose. */
  tag?: string;
  text?: ReactNode;
  disabled?: boolean;
}

interface Props {
  id: string;
  label: string;
  help?: ReactNode;
  value?: string;
  options: Option[];
  required?: boolean;
  disabled?: boolean;
  trouble?: string;
  onChange(value: string): void;
}

/** One of a few, each with what it means beside it. */
export function Choice(props: Props) {
  const { id, label, help, value, options, required, disabled, trouble, onChange } = props;
  const classes = useFormStyles();
  return (
    <div
      id={id}
      role="radiogroup"
      className={classes.group}
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy(id, help)}
      aria-required={required}
      aria-invalid={trouble !== undefined}
    >
      <div id={`${id}-label`} className={classes.legend}>
        {label}
        {required && <span aria-hidden> *</span>}
      </div>
      <Help id={`${id}-help`}>{help}</Help>
      {options.map(option => (
        <label
          key={option.value}
          className={`${classes.option} ${option.value === value ? classes.chosen : ''}`}
        >
          <Radio
            size="small"
            color="primary"
            name={id}
            value={option.value}
            checked={option.value === value}
            disabled={disabled || option.disabled}
            onChange={() => onChange(option.value)}
          />
          <span>
            <span className={classes.optionTitle}>
              {option.title}
              {option.tag && <span className={classes.tag}>{option.tag}</span>}
            </span>
            {option.text && <span className={classes.optionText}>{option.text}</span>}
          </span>
        </label>
      ))}
      <Trouble id={`${id}-trouble`}>{trouble}</Trouble>
    </div>
  );
}
