import type { GeneratorDescription, GeneratorOption } from '../../api/types';
import { OptionInput } from '../../runs/OptionInput';
import { applies, type OptionTexts } from '../../runs/options';
import { settingName } from '../../runs/settings';

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
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
      {description.options.map((option) => (
        <OptionInput
          key={option.name}
          option={option}
          label={settingName(option.name)}
          hint={hintOf(option)}
          text={texts[option.name] ?? ''}
          error={errors[option.name]}
          disabled={!applies(option, description, texts)}
          onChange={(text) =>
            onChange({
              ...texts,
              [option.name]: option.kind === 'boolean' && text === option.default ? '' : text,
            })
          }
        />
      ))}
    </div>
  );
}

function hintOf({ description, appliesWhen }: GeneratorOption): string {
  return appliesWhen ? `${description}. ${appliesWhen.words}.` : `${description}.`;
}
