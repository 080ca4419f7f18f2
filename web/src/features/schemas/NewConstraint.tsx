import { Plus } from 'lucide-react';
import type { Column, Constraint } from '../../api/types';
import { Button } from '../../ui/Button';
import { SelectField } from '../../ui/fields';
import { useKept } from '../../ui/useKept';
import { CONSTRAINT_KINDS, constraintOf, eligible, type ConstraintKind } from './constraints';
import { useSentences } from './queries';

type Draft = { kind: ConstraintKind | null; chosen: readonly string[] };

const NOTHING: Draft = { kind: null, chosen: [] };

/** Makes a constraint from columns, in the order in which they are chosen. */
export function NewConstraint({
  columns,
  onAdd,
}: {
  columns: readonly Column[];
  onAdd: (constraint: Constraint) => void;
}) {
  const form = useKept<Draft>(`constraint:${columns.map(({ name }) => name).join()}`, () => NOTHING);
  const { kind, chosen } = form.value;
  const made = kind === null ? null : constraintOf(kind, chosen);
  const sentenceOf = useSentences(made ? [made] : []);

  if (kind === null) {
    return (
      <Button onClick={() => form.set({ kind: CONSTRAINT_KINDS[0]?.kind ?? null, chosen: [] })}>
        <Plus aria-hidden size={14} /> Add a constraint
      </Button>
    );
  }

  const left = eligible(kind, columns).filter((name) => !chosen.includes(name));
  const close = () => {
    form.set(NOTHING);
    form.forget();
  };

  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          label="Rule"
          value={kind}
          onChange={(event) => {
            const next = CONSTRAINT_KINDS.find((known) => known.kind === event.target.value)?.kind ?? kind;
            form.set({ kind: next, chosen: [] });
          }}
        >
          {CONSTRAINT_KINDS.map((known) => (
            <option key={known.kind} value={known.kind}>
              {known.label}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={chosen.length === 0 ? 'First column' : 'Next column'}
          hint={CONSTRAINT_KINDS.find((known) => known.kind === kind)?.hint}
          value=""
          onChange={(event) => form.set({ kind, chosen: [...chosen, event.target.value] })}
        >
          <option value="" disabled>
            Choose a column
          </option>
          {left.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <p role="status" className="text-sm text-muted">
        {made ? sentenceOf(made) : soFar(chosen)}
      </p>
      <div className="flex gap-2">
        <Button
          look="primary"
          disabled={!made}
          onClick={() => {
            if (made) onAdd(made);
            close();
          }}
        >
          Add constraint
        </Button>
        <Button onClick={close}>Cancel</Button>
      </div>
    </div>
  );
}

function soFar(chosen: readonly string[]): string {
  return chosen.length === 0 ? 'No column chosen yet.' : `${chosen.join(', ')}, …`;
}
