import type { GeneratorDescription, GeneratorOption } from '../../api/types';
import { words } from '../../format/numbers';
import { applies, type OptionTexts } from '../../runs/options';
import { SelectField, SwitchField, TextField } from '../../ui/fields';

const NAMES: Readonly<Record<string, string>> = { epsilon: 'ε (epsilon)', delta: 'δ (delta)' };

/** The options that the chosen generator has; an empty field means the default. */
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
          disabled={!applies(option, description, texts)}
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
  disabled,
  onChange,
}: {
  option: GeneratorOption;
  text: string;
  error: string | undefined;
  disabled: boolean;
  onChange: (text: string) => void;
}) {
  const usual = option.default === '' ? 'Not set' : `Default ${option.default}`;
  const condition = option.appliesWhen ? ` ${option.appliesWhen.words}.` : '';
  const hint = `${option.description}.${condition}`;
  const field = { label: NAMES[option.name] ?? words(option.name), hint, error, disabled };
  if (option.kind === 'boolean') {
    const checked = (text || option.default) === 'true';
    return (
      <div className="flex min-w-0 flex-col gap-1">
        <SwitchField
          label={field.label}
          checked={checked}
          onChange={(on) => onChange(String(on) === option.default ? '' : String(on))}
        />
        <p className="text-xs text-muted">{`${hint} ${usual}.`}</p>
      </div>
    );
  }
  if (option.kind === 'choice') {
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
  }
  const numeric = option.kind === 'integer' || option.kind === 'number';
  return (
    <TextField
      {...field}
      {...(numeric ? numberInput(option) : {})}
      placeholder={usual}
      value={text}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function numberInput({ kind, minimum, exclusiveMinimum, maximum, exclusiveMaximum }: GeneratorOption) {
  return {
    type: 'number',
    step: kind === 'integer' ? 1 : 'any',
    min: minimum ?? exclusiveMinimum ?? undefined,
    max: maximum ?? exclusiveMaximum ?? undefined,
  };
}
