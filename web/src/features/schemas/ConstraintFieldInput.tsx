import { X } from 'lucide-react';
import { useId } from 'react';
import type { ConstraintField } from '../../api/types';
import { IconButton } from '../../ui/Button';
import { SelectField } from '../../ui/fields';

type Props = {
  field: ConstraintField;
  chosen: readonly string[];
  eligible: readonly string[];
  onChange: (chosen: readonly string[]) => void;
};

/** A field of a constraint: one column, or a list of columns that grows with each choice. */
export function ConstraintFieldInput({ field, chosen, eligible, onChange }: Props) {
  return field.isList ? (
    <ColumnsInput field={field} chosen={chosen} eligible={eligible} onChange={onChange} />
  ) : (
    <ColumnSelect
      label={field.label}
      value={chosen[0] ?? ''}
      eligible={eligible}
      onChoose={(name) => onChange([name])}
    />
  );
}

function ColumnsInput({ field, chosen, eligible, onChange }: Props) {
  const id = useId();
  const full = chosen.length > 0 && (eligible.length === 0 || chosen.length >= (field.maximum ?? Infinity));
  return (
    <div role="group" aria-labelledby={id} className="flex min-w-0 flex-col gap-1">
      <span id={id} className="text-xs font-medium text-ink">
        {field.label}
      </span>
      {chosen.length > 0 ? (
        <ul className="flex flex-col">
          {chosen.map((name) => (
            <li key={name} className="flex items-center gap-2 text-sm">
              <span className="min-w-0 grow break-words">{name}</span>
              <IconButton
                label={`Take out ${name}`}
                onClick={() => onChange(chosen.filter((other) => other !== name))}
              >
                <X aria-hidden size={14} />
              </IconButton>
            </li>
          ))}
        </ul>
      ) : null}
      {full ? null : (
        <ColumnSelect
          hideLabel
          label={`Add to “${field.label}”`}
          value=""
          eligible={eligible}
          onChoose={(name) => onChange([...chosen, name])}
        />
      )}
    </div>
  );
}

function ColumnSelect({
  label,
  value,
  eligible,
  onChoose,
  hideLabel = false,
}: {
  label: string;
  value: string;
  eligible: readonly string[];
  onChoose: (name: string) => void;
  hideLabel?: boolean;
}) {
  return (
    <SelectField
      label={label}
      hideLabel={hideLabel}
      value={value}
      disabled={eligible.length === 0}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="" disabled>
        {eligible.length === 0 ? 'No column fits' : 'Choose a column'}
      </option>
      {eligible.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
