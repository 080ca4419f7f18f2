import { Check, EyeOff, Trash2 } from 'lucide-react';
import { keysOf } from '../../api/keys';
import type { Column, ColumnFinding } from '../../api/types';
import { percent, words } from '../../format/numbers';
import { limits } from '../../limits/limits';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { SelectField, SwitchField, TextField } from '../../ui/fields';
import { errorsOf, KIND_TITLES, ROLE_MEANS, withKind } from './columns';
import { ValueFields } from './ValueFields';

/** The form of one column. */
export function ColumnEditor({
  column,
  all,
  finding,
  onChange,
  onRemove,
  onRemoved,
}: {
  column: Column;
  all: readonly Column[];
  finding: ColumnFinding | undefined;
  onChange: (column: Column) => void;
  onRemove: () => void;
  /** Called after a part of the column was removed, to offer it back. */
  onRemoved: (message: string) => void;
}) {
  const errors = errorsOf(column, all);
  return (
    <Card
      title={`Column ${column.name}`}
      hint={finding ? `${finding.reason} (${percent(finding.confidence, 0)} sure)` : undefined}
      className="lg:sticky lg:top-20"
    >
      <div className="flex flex-col gap-4">
        {column.doubt && !column.confirmed ? (
          <div className="flex flex-col items-start gap-2 rounded-control bg-warn-soft px-3 py-2 text-sm">
            <p>
              <strong className="text-warn">In doubt.</strong> {column.doubt}
            </p>
            {column.kind === 'text' ? null : (
              <Button onClick={() => onChange({ ...column, doubt: null, confirmed: true })}>
                <Check aria-hidden size={14} /> This kind is right
              </Button>
            )}
          </div>
        ) : null}
        {column.confirmed ? <p className="text-xs text-muted">Its kind was confirmed by hand.</p> : null}
        <TextField
          label="Name"
          value={column.name}
          error={errors.name}
          onChange={(event) => onChange({ ...column, name: event.target.value })}
        />
        <div className="grid grid-cols-2 gap-3">
          <SelectField
            label="Kind"
            value={column.kind}
            error={errors.kind}
            onChange={(event) => {
              const kind = keysOf(KIND_TITLES).find((known) => known === event.target.value);
              if (kind) onChange(withKind(column, kind));
            }}
          >
            {keysOf(KIND_TITLES).map((kind) => (
              <option key={kind} value={kind}>
                {KIND_TITLES[kind]}
              </option>
            ))}
          </SelectField>
          <SelectField
            label="Role"
            value={column.role}
            onChange={(event) => {
              const role = keysOf(ROLE_MEANS).find((known) => known === event.target.value);
              if (role) onChange({ ...column, role });
            }}
          >
            {keysOf(ROLE_MEANS).map((role) => (
              <option key={role} value={role}>
                {words(role)}
              </option>
            ))}
          </SelectField>
        </div>
        <p className="-mt-2 text-xs text-muted">{ROLE_MEANS[column.role]}</p>
        {column.kind === 'text' ? (
          <div className="flex flex-wrap gap-2">
            {column.redacted == null ? (
              <Button onClick={() => onChange({ ...column, doubt: null, redacted: limits().redactedText })}>
                <EyeOff aria-hidden size={14} /> Redact this column
              </Button>
            ) : null}
            <Button onClick={onRemove}>
              <Trash2 aria-hidden size={14} /> Remove this column
            </Button>
          </div>
        ) : null}
        <ValueFields column={column} errors={errors} onChange={onChange} onRemoved={onRemoved} />
        <SwitchField
          label="Cells may be missing"
          checked={column.nullable}
          onChange={(nullable) => onChange({ ...column, nullable })}
        />
        <SelectField
          label="Bounds and levels come from"
          hint={
            column.domain === 'public'
              ? 'You declare them without looking at the data. They cost no privacy.'
              : 'They are read from the seed. With differential privacy, this spends part of ε.'
          }
          value={column.domain}
          onChange={(event) =>
            onChange({ ...column, domain: event.target.value === 'public' ? 'public' : 'seed' })
          }
        >
          <option value="seed">The seed</option>
          <option value="public">Public knowledge</option>
        </SelectField>
        <TextField
          label="Unit"
          value={column.unit ?? ''}
          onChange={(event) => onChange({ ...column, unit: event.target.value || null })}
        />
        <TextField
          label="Description"
          value={column.description ?? ''}
          onChange={(event) => onChange({ ...column, description: event.target.value || null })}
        />
      </div>
    </Card>
  );
}
