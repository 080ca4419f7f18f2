import type { GeneratorDescription, GeneratorOption } from '../../api/types';
import type { OptionTexts } from '../../runs/options';
import { settingName } from '../../runs/settings';
import { SelectField, TextField } from '../../ui/fields';

const INPUT_MODES: Readonly<Record<string, 'numeric' | 'decimal'>> = {
  integer: 'numeric',
  number: 'decimal',
};

/** The options of the selected generator; an empty field means the default. */
export function OptionFields({
  description,
  texts,
  errors,
  onChange,
}: {
  description: GeneratorDescription;
  texts: OptionTexts;
  errors: Readonly<Record<string, string>>;
  onChange: (texts: OptionTexts) => void;
}) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {description.options.map((option) => (
        <OptionField
          key={option.name}
          option={option}
          text={texts[option.name] ?? ''}
          error={errors[option.name]}
          onChange={(text) => onChange({ ...texts, [option.name]: text })}
        />
      ))}
    </div>
  );
}

function OptionField({
  option,
  text,
  error,
  onChange,
}: {
  option: GeneratorOption;
  text: string;
  error: string | undefined;
  onChange: (text: string) => void;
}) {
  const label = settingName(option.name);
  const usual = option.default === '' ? 'Not set' : `Default ${option.default}`;
  if (option.kind === 'boolean') {
    return (
      <SelectField
        label={label}
        hint={option.description}
        error={error}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{usual}</option>
        <option value="true">true</option>
        <option value="false">false</option>
      </SelectField>
    );
  }
  return (
    <TextField
      label={label}
      hint={option.description}
      error={error}
      placeholder={usual}
      inputMode={INPUT_MODES[option.kind] ?? 'text'}
      value={text}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
