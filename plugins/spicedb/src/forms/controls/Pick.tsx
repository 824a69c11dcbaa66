import TextField from '@material-ui/core/TextField';
import type { ReactNode } from 'react';
import { Help, Trouble, describedBy } from './Said';
import { labelProps } from './styles';

export interface PickOption {
  value: string;
  title: string;
  /** Options of one group stand together under its name. */
  group?: string;
  disabled?: boolean;
}

interface Props {
  id: string;
  label: string;
  help?: ReactNode;
  value: string;
  options: PickOption[];
  required?: boolean;
  disabled?: boolean;
  trouble?: string;
  onChange(value: string): void;
}

/** One of many. The browser's own list: it can be searched by typing, and every device knows it. */
export function Pick(props: Props) {
  const { id, label, help, value, options, required, disabled, trouble, onChange } = props;
  const groups = [...new Set(options.map(({ group }) => group))];
  const draw = ({ value: own, title, disabled: off }: PickOption) => (
    <option key={own} value={own} disabled={off}>
      {title}
    </option>
  );
  return (
    <>
      <TextField
        id={id}
        select
        fullWidth
        variant="outlined"
        margin="dense"
        label={label}
        required={required}
        disabled={disabled}
        error={trouble !== undefined}
        value={value}
        onChange={event => onChange(event.target.value)}
        SelectProps={{ native: true }}
        InputLabelProps={labelProps}
        inputProps={{
          'aria-describedby': describedBy(id, help),
        }}
      >
        {groups.map(group => {
          const members = options.filter(option => option.group === group).map(draw);
          return group === undefined ? (
            members
          ) : (
            <optgroup key={group} label={group}>
              {members}
            </optgroup>
          );
        })}
      </TextField>
      <Help id={`${id}-help`}>{help}</Help>
      <Trouble id={`${id}-trouble`}>{trouble}</Trouble>
    </>
  );
}
