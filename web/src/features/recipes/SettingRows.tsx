import { Plus, X } from 'lucide-react';
import type { GeneratorOption } from '../../api/types';
import type { Draft, DraftErrors, Known } from '../../runs/draft';
import { OptionInput } from '../../runs/OptionInput';
import { settingName, settingWord } from '../../runs/settings';
import { IconButton } from '../../ui/Button';
import { SelectField } from '../../ui/fields';
import { LevelInputs } from './LevelInputs';

/** An option that none of the selected generators has, as one of a document or of a generator that was switched off. */
const UNKNOWN: GeneratorOption = {
  name: '',
  kind: 'weights',
  default: '',
  description: 'None of the selected generators has this option',
  wanted: null,
};

/** Settings and options: each has one value in all trials, or is varied and is then a factor. */
export function SettingRows({
  known,
  draft,
  errors,
  onChange,
}: {
  known: Known;
  draft: Draft;
  errors: DraftErrors;
  onChange: (part: Partial<Draft>) => void;
}) {
  const used = [...Object.keys(draft.levels), ...Object.keys(draft.settings)];
  const free = Object.keys(known).filter((name) => !used.includes(name));
  const optionOf = (name: string) => known[name] ?? { ...UNKNOWN, name };
  const vary = (name: string, from = '') =>
    onChange({
      settings: without(draft.settings, name),
      levels: { ...draft.levels, [name]: firstLevels(optionOf(name), from) },
    });
  const fix = (name: string, text: string) =>
    onChange({
      settings: { ...draft.settings, [name]: text },
      levels: without(draft.levels, name),
    });
  const remove = (name: string) =>
    onChange({ settings: without(draft.settings, name), levels: without(draft.levels, name) });

  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-xs font-medium">Settings and options</legend>
      {Object.entries(draft.levels).map(([name, texts]) => (
        <Row
          key={name}
          name={name}
          varied
          onMode={name === 'rows' ? undefined : () => fix(name, texts[0] ?? '')}
          onRemove={() => remove(name)}
        >
          <LevelInputs
            option={optionOf(name)}
            texts={texts}
            error={errors.levels?.[name]}
            onChange={(next) => onChange({ levels: { ...draft.levels, [name]: next } })}
          />
        </Row>
      ))}
      {Object.entries(draft.settings).map(([name, text]) => (
        <Row
          key={name}
          name={name}
          varied={false}
          onMode={() => vary(name, text)}
          onRemove={() => remove(name)}
        >
          <OptionInput
            option={optionOf(name)}
            label={`Value of ${settingWord(name)}`}
            hint={`${optionOf(name).description}.`}
            text={text}
            error={errors.settings?.[name]}
            onChange={(next) => fix(name, next)}
          />
        </Row>
      ))}
      <div className="flex items-end gap-2">
        <Plus aria-hidden size={16} className="mb-2 shrink-0 text-muted" />
        <div className="w-64 min-w-0">
          <SelectField
            label="Add a setting"
            hideLabel
            value=""
            onChange={(event) => event.target.value && vary(event.target.value)}
          >
            <option value="">Add a setting…</option>
            {free.map((name) => (
              <option key={name} value={name}>
                {settingName(name)}
              </option>
            ))}
          </SelectField>
        </div>
      </div>
    </fieldset>
  );
}

function Row({
  name,
  varied,
  onMode,
  onRemove,
  children,
}: {
  name: string;
  varied: boolean;
  /** Undefined where only one of the two modes makes sense. */
  onMode: (() => void) | undefined;
  onRemove: () => void;
  children: React.ReactNode;
}) {
  return (
    <div role="group" aria-label={settingName(name)} className="rounded-control border border-line p-3">
      <div className="mb-2 flex items-center gap-3">
        <span className="grow text-sm font-medium">{settingName(name)}</span>
        <div className="w-40">
          <SelectField
            label={`How ${settingWord(name)} is set`}
            hideLabel
            disabled={!onMode}
            value={varied ? 'varied' : 'fixed'}
            onChange={() => onMode?.()}
          >
            <option value="varied">Vary it</option>
            <option value="fixed">One value</option>
          </SelectField>
        </div>
        <IconButton label={`Remove ${settingWord(name)}`} onClick={onRemove}>
          <X aria-hidden size={16} />
        </IconButton>
      </div>
      {children}
    </div>
  );
}

function firstLevels({ kind }: GeneratorOption, from: string): readonly string[] {
  return kind === 'boolean' ? ['false', 'true'] : [from, ''];
}

function without<T>(values: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}
