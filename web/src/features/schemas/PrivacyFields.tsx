import type { Schema, SchemaPrivacy } from '../../api/types';
import { limits } from '../../limits/limits';
import { Card } from '../../ui/Card';
import { SelectField, SwitchField, TextField } from '../../ui/fields';

/** The facts about a table that differential privacy needs, declared without looking at its rows. */
export function PrivacyFields({
  schema,
  onChange,
}: {
  schema: Schema;
  onChange: (privacy: SchemaPrivacy | null) => void;
}) {
  const privacy = schema.privacy ?? null;
  const entities = schema.columns.filter(({ kind }) => limits().entityKinds.includes(kind));
  const change = (part: Partial<SchemaPrivacy>) => onChange({ ...limits().privacy, ...privacy, ...part });
  return (
    <Card
      title="Differential privacy"
      hint="Generators with differential privacy need these facts. Declare them without looking at the rows."
    >
      <div className="flex flex-col gap-4">
        <SwitchField
          label="Allow generators with differential privacy"
          checked={privacy !== null}
          onChange={(on) => onChange(on ? limits().privacy : null)}
        />
        {privacy ? (
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
            <Whole
              label="Largest possible number of rows"
              hint="The true number is private. δ must be below 1 ÷ this number."
              value={privacy.maxRows}
              onChange={(maxRows) => change({ maxRows })}
            />
            <SelectField
              label="Unit of protection"
              value={privacy.entity ?? ''}
              onChange={(event) =>
                change({
                  entity: event.target.value || null,
                  ...(event.target.value ? {} : { rowsPerEntity: 1 }),
                })
              }
            >
              <option value="">Each row</option>
              {entities.map(({ name }) => (
                <option key={name} value={name}>
                  All rows of one {name}
                </option>
              ))}
            </SelectField>
            {privacy.entity ? (
              <>
                <Whole
                  label={`Largest number of rows of one ${privacy.entity}`}
                  hint="The larger the number, the more noise is added."
                  value={privacy.rowsPerEntity}
                  onChange={(rowsPerEntity) => change({ rowsPerEntity })}
                />
                <SelectField
                  label="Rows above that number"
                  value={privacy.excess}
                  onChange={(event) => change({ excess: event.target.value === 'trim' ? 'trim' : 'refuse' })}
                >
                  <option value="refuse">Refuse the seed</option>
                  <option value="trim">Leave the surplus rows out</option>
                </SelectField>
              </>
            ) : null}
            <SelectField
              label="Values outside a public domain"
              value={privacy.outside}
              onChange={(event) => change({ outside: event.target.value === 'refuse' ? 'refuse' : 'clamp' })}
            >
              <option value="clamp">Replace with the nearest bound</option>
              <option value="refuse">Refuse the seed</option>
            </SelectField>
          </div>
        ) : null}
      </div>
    </Card>
  );
}

function Whole({
  label,
  hint,
  value,
  onChange,
}: {
  label: string;
  hint: string;
  value: number;
  onChange: (value: number) => void;
}) {
  return (
    <TextField
      label={label}
      hint={hint}
      type="number"
      min={1}
      step={1}
      value={value}
      error={value >= 1 && Number.isInteger(value) ? undefined : 'Enter a whole number of at least 1.'}
      onChange={(event) => onChange(Number(event.target.value))}
    />
  );
}
