import TextField from '@material-ui/core/TextField';
import { useState, type ReactNode } from 'react';
import { troubleInText } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { Help, Trouble, describedBy } from './Said';
import { labelProps } from './styles';

interface Props {
  id: string;
  label: string;
  help?: ReactNode;
  value?: string;
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
  /** Whether a person begins here. */
  first?: boolean;
  rows?: number;
  /** For texts that are pasted and not typed: what is wrong is said at once. */
  eager?: boolean;
  trouble?: string;
  onChange(value: string | undefined): void;
}

/**
 * A text. Whoever is still typing is not told off, unless the text looks like
 * something that must not stand here for a moment.
 */
export function TextAnswer(props: Props) {
  const { id, label, help, value = '', placeholder, required, disabled, rows, eager, trouble } = props;
  const [left, setLeft] = useState(false);
  // What is being typed may not be an answer yet: a list that ends with a comma, say.
  const [draft, setDraft] = useState<string>();
  const urgent = eager || (value !== '' && troubleInText(value) !== undefined);
  const shown = left || urgent ? trouble : undefined;
  return (
    <>
      <TextField
        id={id}
        fullWidth
        variant="outlined"
        margin="dense"
        label={label}
        required={required}
        disabled={disabled}
        // The first question of a form, where a person begins.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={props.first}
        error={shown !== undefined}
        value={draft ?? value}
        placeholder={placeholder}
        multiline={rows !== undefined}
        rows={rows}
        onChange={({ target }) => {
          setDraft(target.value);
          props.onChange(target.value === '' ? undefined : target.value);
        }}
        onBlur={() => {
          setLeft(true);
          setDraft(undefined);
        }}
        InputLabelProps={labelProps}
        inputProps={{
          autoComplete: 'off',
          spellCheck: false,
          // A text of several lines is YAML, whose columns count.
          ...(rows !== undefined && { style: { fontFamily: 'ui-monospace, monospace', fontSize: 14 } }),
          'aria-describedby': describedBy(id, help),
          'aria-invalid': shown !== undefined,
        }}
      />
      <Help id={`${id}-help`}>{help}</Help>
      <Trouble id={`${id}-trouble`}>{shown}</Trouble>
    </>
  );
}
