import type { GeneratorDescription } from '../../api/types';
import { words } from '../../format/numbers';
import type { Draft, DraftErrors } from '../../runs/draft';
import { CheckField, TextField } from '../../ui/fields';

/** The generators to compare, each a level of one factor, and how often each cell is repeated. */
export function FactorToggles({
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
  // The first generator is the baseline. Keep the listed order, whatever order they were switched on in.
  const toggle = (name: string, on: boolean) =>
    onChange({
      generators: generators
        .map((generator) => generator.name)
        .filter((known) => (known === name ? on : draft.generators.includes(known))),
    });

  return (
    <div className="grid grid-cols-1 gap-6 sm:grid-cols-2">
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 text-xs font-medium">Generators to compare</legend>
        {generators.map(({ name, summary }) => (
          <CheckField
            key={name}
            label={words(name)}
            hint={summary}
            checked={draft.generators.includes(name)}
            onChange={(on) => toggle(name, on)}
          />
        ))}
        {errors.generators ? (
          <p role="alert" className="text-xs text-fail">
            {errors.generators}
          </p>
        ) : null}
      </fieldset>
      <div className="flex flex-col gap-4">
        <TextField
          label="Repeats of each cell"
          inputMode="numeric"
          hint="A cell is one combination of levels. Three or more repeats give intervals."
          value={draft.repeats}
          error={errors.repeats}
          onChange={(event) => onChange({ repeats: event.target.value })}
        />
        <TextField
          label="Synthetic rows"
          inputMode="numeric"
          placeholder="As many as it learns from"
          value={draft.rows}
          error={errors.rows}
          onChange={(event) => onChange({ rows: event.target.value })}
        />
        <TextField
          label="Random seed"
          inputMode="numeric"
          value={draft.seed}
          error={errors.seed}
          onChange={(event) => onChange({ seed: event.target.value })}
        />
      </div>
    </div>
  );
}
