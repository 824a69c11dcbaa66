import TextField from '@material-ui/core/TextField';
import { useState, type ReactNode } from 'react';
import { Help, Trouble, describedBy } from './Said';
import { labelProps } from './styles';

interface Props {
  id: string;
  label: string;
  help?: ReactNode;
  value?: number;
  placeholder?: string;
  min?: number;
  max?: number;
  disabled?: boolean;
  trouble?: string;
  onChange(value: number | undefined): void;
}

/** A whole number, or none. */
export function NumberAnswer(props: Props) {
  const { id, label, help, value, placeholder, min, max, disabled, trouble, onChange } = props;
  // A number that is being typed may be none yet.
  const [draft, setDraft] = useState<string>();
  return (
    <>
      <TextField
        id={id}
        type="number"
        fullWidth
        variant="outlined"
        margin="dense"
        label={label}
        disabled={disabled}
        error={trouble !== undefined}
        value={draft ?? value ?? ''}
        placeholder={placeholder}
        onChange={({ target }) => {
          setDraft(target.value);
          onChange(target.value === '' ? undefined : Number(target.value));
        }}
        onBlur={() => setDraft(undefined)}
        InputLabelProps={labelProps}
        inputProps={{
          min,
          max,
          step: 1,
          'aria-describedby': describedBy(id, help),
        }}
      />
      <Help id={`${id}-help`}>{help}</Help>
      <Trouble id={`${id}-trouble`}>{trouble}</Trouble>
    </>
  );
}
