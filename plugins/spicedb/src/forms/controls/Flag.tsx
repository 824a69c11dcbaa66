import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import type { ReactNode } from 'react';
import { Help, Trouble, describedBy } from './Said';

interface Props {
  id: string;
  label: string;
  help?: ReactNode;
  value: boolean;
  disabled?: boolean;
  trouble?: string;
  onChange(value: boolean): void;
}

/** Yes or no. */
export function Flag({ id, label, help, value, disabled, trouble, onChange }: Props) {
  return (
    <>
      <FormControlLabel
        label={label}
        control={
          <Checkbox
            id={id}
            color="primary"
            checked={value}
            disabled={disabled}
            onChange={event => onChange(event.target.checked)}
            inputProps={{
              'aria-describedby': describedBy(id, help),
            }}
          />
        }
      />
      <Help id={`${id}-help`}>{help}</Help>
      <Trouble id={`${id}-trouble`}>{trouble}</Trouble>
    </>
  );
}
