import { useSuspenseQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import type { Column, Constraint } from '../../api/types';
import { Button } from '../../ui/Button';
import { CheckField, SelectField } from '../../ui/fields';
import { useFormDraft } from '../../ui/useFormDraft';
import { ConstraintFieldInput } from './ConstraintFieldInput';
import { blank, chosenFor, constraintOf, eligible, type Draft } from './constraints';
import { constraintKindsQuery, useSentences } from './queries';

/** Makes a constraint of a kind that the server describes. */
export function NewConstraint({
  columns,
  onAdd,
}: {
  columns: readonly Column[];
  onAdd: (constraint: Constraint) => void;
}) {
  const { data: kinds } = useSuspenseQuery(constraintKindsQuery);
  const form = useFormDraft<Draft | null>(
    `new-constraint:${columns.map(({ name }) => name).join()}`,
    () => null,
  );
  const draft = form.value;
  const description = kinds.find(({ kind }) => kind === draft?.kind);
  const made = draft && description ? constraintOf(description, draft) : null;
  const sentenceOf = useSentences(made ? [made] : []);

  if (!draft || !description) {
    const [first] = kinds;
    return (
      <Button onClick={() => form.set(first ? blank(first) : null)}>
        <Plus aria-hidden size={14} /> Add a constraint
      </Button>
    );
  }

  return (
    <div className="flex flex-col gap-3">
      <SelectField
        label="Rule"
        hint={description.hint}
        value={draft.kind}
        onChange={(event) => {
          const next = kinds.find(({ kind }) => kind === event.target.value);
          if (next) form.set(blank(next));
        }}
      >
        {kinds.map(({ kind, title }) => (
          <option key={kind} value={kind}>
            {title}
          </option>
        ))}
      </SelectField>
      <div className="grid grid-cols-1 items-start gap-3 sm:grid-cols-2">
        {description.fields.map((field) => (
          <ConstraintFieldInput
            key={field.name}
            field={field}
            chosen={chosenFor(draft, field)}
            eligible={eligible(description, field, draft, columns)}
            onChange={(chosen) => form.set({ ...draft, columns: { ...draft.columns, [field.name]: chosen } })}
          />
        ))}
      </div>
      {description.flags.map(({ name, label }) => (
        <CheckField
          key={name}
          label={label}
          checked={draft.flags[name] ?? false}
          onChange={(checked) => form.set({ ...draft, flags: { ...draft.flags, [name]: checked } })}
        />
      ))}
      <p role="status" className="text-sm break-words text-muted">
        {made ? sentenceOf(made) : 'Choose the columns of the rule.'}
      </p>
      <div className="flex gap-2">
        <Button
          look="primary"
          disabled={!made}
          onClick={() => {
            if (made) onAdd(made);
            form.set(null);
          }}
        >
          Add constraint
        </Button>
        <Button onClick={() => form.set(null)}>Cancel</Button>
      </div>
    </div>
  );
}
