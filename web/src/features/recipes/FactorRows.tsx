import { Plus, X } from 'lucide-react';
import type { GeneratorDescription } from '../../api/types';
import { words } from '../../format/numbers';
import type { Draft, DraftErrors } from '../../runs/draft';
import { IconButton } from '../../ui/Button';
import { SelectField, TextField } from '../../ui/fields';

const SETTINGS: Readonly<Record<string, string>> = {
  rows: 'Synthetic rows to draw',
  'seed-rows': 'Real rows the generator may see',
  'synthetic-ratio': 'Synthetic rows as a multiple of the real ones',
  downstream: 'The model that utility is measured with: linear, trees or network',
};

/** What else is varied: a setting of trials or an option of a chosen generator, each with its levels. */
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
              label={words(name)}
              hint={known[name] ?? 'An option of none of the chosen generators.'}
              placeholder="For example 1000, 5000"
              value={text}
              error={errors.levels?.[name]}
              onChange={(event) => set(name, event.target.value)}
            />
          </div>
          <div className="pt-5">
            <IconButton label={`Do not vary ${words(name).toLowerCase()}`} onClick={() => remove(name)}>
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
                {words(name)}
              </option>
            ))}
          </SelectField>
        </div>
      </div>
    </fieldset>
  );
}
