import { keysOf } from '../../api/keys';
import type { DesignKind, GeneratorDescription } from '../../api/types';
import { words } from '../../format/numbers';
import type { Draft, DraftErrors, Known } from '../../runs/draft';
import { AreaField, SelectField, TextField } from '../../ui/fields';
import { FactorToggles } from './FactorToggles';
import { SettingRows } from './SettingRows';

/** The designs of the form; null: the design needs ranges, which only the document has. */
const DESIGNS: Readonly<Record<DesignKind, string | null>> = {
  'full-factorial': 'Every combination',
  'one-at-a-time': 'One factor at a time',
  'fractional-factorial': 'Fractional factorial (two levels each)',
  'plackett-burman': 'Plackett–Burman (two levels each)',
  'latin-hypercube': null,
  random: null,
};

const OFFERED = keysOf(DESIGNS).filter((kind) => DESIGNS[kind] !== null);

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
  const listed = OFFERED.some((kind) => kind === draft.design) || draft.design === '';
  return (
    <div className="flex flex-col gap-6">
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
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
      <div className="w-72 max-w-full">
        <SelectField
          label="Combinations to run"
          value={draft.design || 'full-factorial'}
          onChange={(event) => {
            const chosen = OFFERED.find((kind) => kind === event.target.value) ?? '';
            onChange({ design: chosen === 'full-factorial' ? '' : chosen });
          }}
        >
          {OFFERED.map((kind) => (
            <option key={kind} value={kind}>
              {DESIGNS[kind]}
            </option>
          ))}
          {listed ? null : <option value={draft.design}>{words(draft.design)} (set in the document)</option>}
        </SelectField>
      </div>
    </div>
  );
}
