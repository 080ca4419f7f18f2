import type { ReactNode } from 'react';
import type { GeneratorOption } from '../api/types';
import { SelectField, SwitchField, TextField } from '../ui/fields';

/** One value of an option, in the control that its kind asks for. An empty text means the default. */
export function OptionInput({
  option,
  text,
  onChange,
  ...field
}: {
  option: GeneratorOption;
  text: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  disabled?: boolean;
  hideLabel?: boolean;
  onChange: (text: string) => void;
}) {
  const usual = option.default === '' ? 'Not set' : `Default ${option.default}`;
  switch (option.kind) {
    case 'boolean':
      return (
        <SwitchField
          {...field}
          checked={(text || option.default) === 'true'}
          onChange={(on) => onChange(String(on))}
        />
      );
    case 'choice':
      return (
        <SelectField {...field} value={text} onChange={(event) => onChange(event.target.value)}>
          <option value="">{usual}</option>
          {option.choices?.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </SelectField>
      );
    case 'integer':
    case 'number':
      // A field of type "number" drops the comma of "0,5", and is empty where "1e" is typed: both would run unseen.
      return (
        <TextField
          {...field}
          inputMode={option.kind === 'integer' ? 'numeric' : 'decimal'}
          placeholder={usual}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    default:
      return (
        <TextField
          {...field}
          placeholder={usual}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}
