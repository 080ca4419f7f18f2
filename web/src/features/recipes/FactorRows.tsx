import { Plus, X } from 'lucide-react';
import type { GeneratorDescription } from '../../api/types';
import type { Draft, DraftErrors } from '../../runs/draft';
import { settingName, settingWord } from '../../runs/settings';
import { IconButton } from '../../ui/Button';
import { SelectField, TextField } from '../../ui/fields';

const SETTINGS: Readonly<Record<string, string>> = {
  rows: 'Synthetic rows to make',
  'seed-rows': 'Real rows that the generator learns from',
  'synthetic-ratio': 'Synthetic rows as a multiple of the real ones',
  downstream: 'The model that measures utility: linear, trees or network',
};

/** The factors besides the generator, with their levels: settings of trials and options of the selected generators. */
export function FactorRows({
  generators,
  draft,
  errors,
  onChange,
}: {
  generators: readonly GeneratorDescription[];
  draft: Draft;
  errors: DraftErrors;
  onChange: (part: Partial<Draft>) => void;
}) {
  const chosen = generators.filter(({ name }) => draft.generators.includes(name));
  const options = Object.fromEntries(
    chosen.flatMap(({ options }) =>
      options.map(({ name, description, wanted }) => [name, `${description}. Each level must be ${wanted}.`]),
    ),
  );
  const known: Readonly<Record<string, string>> = { ...SETTINGS, ...options };
  const free = Object.keys(known).filter((name) => !(name in draft.levels));
  const set = (name: string, text: string) => onChange({ levels: { ...draft.levels, [name]: text } });
  const remove = (name: string) =>
    onChange({ levels: Object.fromEntries(Object.entries(draft.levels).filter(([key]) => key !== name)) });

  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-xs font-medium">Also vary</legend>
      {Object.entries(draft.levels).map(([name, text]) => (
        <div key={name} className="flex items-start gap-2">
          <div className="min-w-0 grow">
            <TextField
              label={settingName(name)}
              hint={known[name] ?? 'None of the selected generators has this option.'}
              placeholder="For example 1000, 5000"
              value={text}
              error={errors.levels?.[name]}
              onChange={(event) => set(name, event.target.value)}
            />
          </div>
          <div className="pt-5">
            <IconButton label={`Stop varying ${settingWord(name)}`} onClick={() => remove(name)}>
              <X aria-hidden size={16} />
            </IconButton>
          </div>
        </div>
      ))}
      <div className="flex items-end gap-2">
        <Plus aria-hidden size={16} className="mb-2 shrink-0 text-muted" />
        <div className="w-64">
          <SelectField
            label="Add a factor"
            hideLabel
            value=""
            onChange={(event) => event.target.value && set(event.target.value, '')}
          >
            <option value="">Add a factor…</option>
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
