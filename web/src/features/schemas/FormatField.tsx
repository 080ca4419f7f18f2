import { useState } from 'react';
import { TextField } from '../../ui/fields';

/** A format counts once it is whole, when the field is left or Enter is pressed: what was read in another is lost. */
export function FormatField({
  label,
  hint,
  value,
  onChange,
}: {
  label: string;
  hint: string;
  value: string;
  onChange: (format: string) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const apply = () => {
    if (typed !== null && typed !== value) onChange(typed);
    setTyped(null);
  };
  return (
    <TextField
      label={label}
      hint={hint}
      value={typed ?? value}
      className="font-mono"
      onChange={(event) => setTyped(event.target.value)}
      onBlur={apply}
      onKeyDown={(event) => {
        if (event.key === 'Enter') apply();
      }}
    />
  );
}
