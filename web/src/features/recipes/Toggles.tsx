import type { DesignKind, GeneratorDescription } from '../../api/types';
import { words } from '../../format/numbers';
import type { Draft, DraftErrors, Known } from '../../runs/draft';
import { AreaField, SelectField, TextField } from '../../ui/fields';
import { FactorToggles } from './FactorToggles';
import { SettingRows } from './SettingRows';

const DESIGNS: readonly [DesignKind, string][] = [
  ['full-factorial', 'Every combination'],
  ['one-at-a-time', 'One factor at a time'],
  ['fractional-factorial', 'Fractional factorial (two levels each)'],
  ['plackett-burman', 'Plackett–Burman (two levels each)'],
];

/** A recipe as a form. Settings that the form does not show are kept; the document shows them. */
export function Toggles({
  generators,
  known,
  draft,
  errors,
  onChange,
}: {
  generators: readonly GeneratorDescription[];
  known: Known;
  draft: Draft;
  errors: DraftErrors;
  onChange: (part: Partial<Draft>) => void;
}) {
  const listed = DESIGNS.some(([kind]) => kind === draft.design) || draft.design === '';
  return (
    <div className="flex flex-col gap-6">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Name"
          value={draft.name}
          maxLength={200}
          error={errors.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        <AreaField
          prose
          label="Question"
          hint="What you want to find out, in one sentence."
          rows={2}
          value={draft.question}
          onChange={(question) => onChange({ question })}
        />
      </div>
      <FactorToggles generators={generators} draft={draft} errors={errors} onChange={onChange} />
      <SettingRows known={known} draft={draft} errors={errors} onChange={onChange} />
      <div className="w-72">
        <SelectField
          label="Combinations to run"
          value={draft.design || 'full-factorial'}
          onChange={(event) => {
            const chosen = DESIGNS.find(([kind]) => kind === event.target.value)?.[0] ?? '';
            onChange({ design: chosen === 'full-factorial' ? '' : chosen });
          }}
        >
          {DESIGNS.map(([kind, title]) => (
            <option key={kind} value={kind}>
              {title}
            </option>
          ))}
          {listed ? null : <option value={draft.design}>{words(draft.design)} (set in the document)</option>}
        </SelectField>
      </div>
    </div>
  );
}
