import { Link } from 'react-router';
import type { SchemaVersion, SeedFile } from '../api/types';
import { counted } from '../format/numbers';
import { SelectField } from '../ui/fields';
import { useProjectId } from '../ui/useParam';
import { fittingSchema, mismatch } from './source';

/** The seed, schema and target of a run. Choosing a seed selects the schema that fits it. */
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
  const projectId = useProjectId();
  const seed = seeds.find(({ id }) => id === seedId);
  const schema = schemas.find(({ id }) => id === schemaId);
  const columns = schema?.document.columns ?? [];
  const problem = mismatch(seed, schema);
  const fitting = seed ? fittingSchema(schemas, seed) : undefined;

  const chooseSeed = (id: string) => {
    const next = seeds.find((one) => one.id === id);
    const schemaId = next ? (fittingSchema(schemas, next)?.id ?? '') : '';
    onChange({ seedId: id, schemaId, target: '' });
  };

  return (
    <>
      <SelectField label="Seed" value={seedId} onChange={(event) => chooseSeed(event.target.value)}>
        {seeds.map((seed) => (
          <option key={seed.id} value={seed.id}>
            {seed.name} ({counted(seed.rows, 'row')})
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Schema"
        value={schemaId}
        error={problem && schema ? 'This schema does not fit the selected seed.' : undefined}
        onChange={(event) => onChange({ schemaId: event.target.value, target: '' })}
      >
        {schema ? null : <option value="">No schema selected</option>}
        {schemas.map((schema) => (
          <option key={schema.id} value={schema.id}>
            {schema.name}, version {schema.number}
          </option>
        ))}
      </SelectField>
      {problem && seed ? (
        <div role="alert" className="rounded-control bg-warn-soft px-3 py-2 text-sm text-warn sm:col-span-2">
          {fitting ? problem : `No saved schema has the columns of ${seed.name}.`}{' '}
          <Link
            to={`/projects/${projectId}/schemas/new?seed=${seed.id}`}
            className="font-medium underline underline-offset-2"
          >
            Design the schema from this seed
          </Link>
        </div>
      ) : null}
      <SelectField
        label="Target"
        hint="Utility is measured by predicting this column."
        value={target}
        onChange={(event) => onChange({ target: event.target.value })}
      >
        <option value="">The schema’s target, if it has one</option>
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
