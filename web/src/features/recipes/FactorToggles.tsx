import type { GeneratorDescription } from '../../api/types';
import type { Draft, DraftErrors } from '../../runs/draft';
import { words } from '../../format/numbers';
import { CheckField, TextField } from '../../ui/fields';

/** What a recipe varies: each generator that is on is a level, and every cell is repeated. */
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
  // In the order they are listed, whatever the order they were switched on in: the first is the baseline.
  const toggle = (name: string, on: boolean) =>
    onChange({
      generators: generators
        .map((generator) => generator.name)
        .filter((known) => (known === name ? on : draft.generators.includes(known))),
    });

  return (
    <div className="grid gap-6 sm:grid-cols-2">
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
          label="Repeats of each"
          inputMode="numeric"
          hint="Three or more give intervals over repeats."
          value={draft.repeats}
          error={errors.repeats}
          onChange={(event) => onChange({ repeats: event.target.value })}
        />
        <TextField
          label="Synthetic rows"
          inputMode="numeric"
          placeholder="As many as the generator sees"
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
