import type { SchemaVersion, SeedFile } from '../api/types';
import { count } from '../format/numbers';
import { SelectField } from '../ui/fields';

/** Which seed, which schema and which target a run is on. */
export function SourceFields({
  seeds,
  schemas,
  seedId,
  schemaId,
  target,
  onChange,
}: {
  seeds: readonly SeedFile[];
  schemas: readonly SchemaVersion[];
  seedId: string;
  schemaId: string;
  target: string;
  onChange: (change: Partial<{ seedId: string; schemaId: string; target: string }>) => void;
}) {
  const columns = schemas.find(({ id }) => id === schemaId)?.document.columns ?? [];
  return (
    <>
      <SelectField label="Seed" value={seedId} onChange={(event) => onChange({ seedId: event.target.value })}>
        {seeds.map((seed) => (
          <option key={seed.id} value={seed.id}>
            {seed.name} ({count(seed.rows)} rows)
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Schema"
        value={schemaId}
        onChange={(event) => onChange({ schemaId: event.target.value, target: '' })}
      >
        {schemas.map((schema) => (
          <option key={schema.id} value={schema.id}>
            {schema.name}, version {schema.number}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Target"
        hint="The column that task utility is measured on."
        value={target}
        onChange={(event) => onChange({ target: event.target.value })}
      >
        <option value="">The schema’s own, if it names one</option>
        {columns
          .filter(({ kind }) => kind !== 'text' && kind !== 'identifier')
          .map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
      </SelectField>
    </>
  );
}
