import { Plus, X } from 'lucide-react';
import type { GeneratorOption } from '../../api/types';
import { OptionInput } from '../../runs/OptionInput';
import { settingName, settingWord } from '../../runs/settings';
import { Button, IconButton } from '../../ui/Button';
import { CheckField } from '../../ui/fields';

/** The levels of one factor, each in the control that the option's kind asks for. */
export function LevelInputs({
  option,
  texts,
  error,
  onChange,
}: {
  option: GeneratorOption;
  texts: readonly string[];
  error: string | undefined;
  onChange: (texts: readonly string[]) => void;
}) {
  return (
    <div className="flex flex-col gap-2">
      <p className="text-xs text-muted">
        {option.description}.{option.wanted ? ` Each value must be ${option.wanted}.` : ''}
      </p>
      <Levels option={option} texts={texts} onChange={onChange} />
      {error ? (
        <p role="alert" className="text-xs text-fail">
          {error}
        </p>
      ) : null}
    </div>
  );
}

function Levels({
  option,
  texts,
  onChange,
}: {
  option: GeneratorOption;
  texts: readonly string[];
  onChange: (texts: readonly string[]) => void;
}) {
  const { kind, choices, name } = option;
  if (kind === 'boolean') return <p className="text-sm">Off and on.</p>;
  if (kind === 'choice' && choices)
    return (
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {choices.map((choice) => (
          <CheckField
            key={choice}
            label={choice}
            checked={texts.includes(choice)}
            // Keep the listed order, whatever order they were switched on in: the first is the baseline.
            onChange={(on) => onChange(choices.filter((one) => (one === choice ? on : texts.includes(one))))}
          />
        ))}
      </div>
    );
  return (
    <div className="flex flex-wrap items-end gap-2">
      {texts.map((text, place) => (
        // A level has no identity besides its place.
        <div key={place} className="flex items-end gap-1">
          <div className={kind === 'integer' || kind === 'number' ? 'w-28' : 'w-56'}>
            <OptionInput
              option={{ ...option, default: '' }}
              label={`${settingName(name)}, value ${place + 1}`}
              hideLabel
              text={text}
              onChange={(next) => onChange(texts.map((was, other) => (other === place ? next : was)))}
            />
          </div>
          {texts.length > 2 ? (
            <IconButton
              label={`Remove value ${place + 1} of ${settingWord(name)}`}
              onClick={() => onChange(texts.filter((_, other) => other !== place))}
            >
              <X aria-hidden size={14} />
            </IconButton>
          ) : null}
        </div>
      ))}
      <Button aria-label={`Add a value of ${settingWord(name)}`} onClick={() => onChange([...texts, ''])}>
        <Plus aria-hidden size={14} /> Value
      </Button>
    </div>
  );
}
