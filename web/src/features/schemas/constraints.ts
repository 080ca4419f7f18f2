import { constraintFrom } from '../../api/constraint';
import type { Column, Constraint, ConstraintDescription, ConstraintField } from '../../api/types';

/** A constraint that is being made: its columns by field, and which of its flags are set. */
export type Draft = {
  kind: string;
  columns: Readonly<Record<string, readonly string[]>>;
  flags: Readonly<Record<string, boolean>>;
};

/** The draft of a constraint without columns. */
export const blank = ({ kind, flags }: ConstraintDescription): Draft => ({
  kind,
  columns: {},
  flags: Object.fromEntries(flags.map((flag) => [flag.name, flag.default])),
});

export const chosenFor = (draft: Draft, { name }: ConstraintField): readonly string[] =>
  draft.columns[name] ?? [];

/** The columns that a field may still take, beside those that the draft already has. */
export function eligible(
  { fields, together }: ConstraintDescription,
  field: ConstraintField,
  draft: Draft,
  columns: readonly Column[],
): readonly string[] {
  const own = field.isList ? [] : chosenFor(draft, field);
  const others = fields.flatMap((one) => chosenFor(draft, one)).filter((name) => !own.includes(name));
  const kinds = columns.filter(({ name }) => others.includes(name)).map(({ kind }) => kind);
  const goTogether = (kind: string) =>
    together.length === 0 || together.some((set) => [kind, ...kinds].every((one) => set.includes(one)));
  return columns
    .filter(({ name, kind }) => !others.includes(name) && field.kinds.includes(kind) && goTogether(kind))
    .map(({ name }) => name);
}

/** The constraint of a draft; null while a field has too few columns. */
export function constraintOf({ kind, fields }: ConstraintDescription, draft: Draft): Constraint | null {
  const counts = fields.map((field) => ({ ...field, count: chosenFor(draft, field).length }));
  if (counts.some(({ count, minimum, maximum }) => count < minimum || count > (maximum ?? count)))
    return null;
  const named = fields.map((field) => {
    const chosen = chosenFor(draft, field);
    return [field.name, field.isList ? chosen : chosen[0]] as const;
  });
  return constraintFrom({ kind, active: true, ...Object.fromEntries(named), ...draft.flags });
}

const fieldsOf = (constraint: Constraint, kinds: readonly ConstraintDescription[]) =>
  kinds.find(({ kind }) => kind === constraint.kind)?.fields ?? [];

const valueOf = (constraint: Constraint, name: string) =>
  Object.entries<unknown>(constraint).find(([key]) => key === name)?.[1];

const namesIn = (value: unknown): readonly string[] =>
  [value].flat().filter((name) => typeof name === 'string');

/** The columns that a constraint speaks of. */
export const columnsOf = (
  constraint: Constraint,
  kinds: readonly ConstraintDescription[],
): readonly string[] => fieldsOf(constraint, kinds).flatMap(({ name }) => namesIn(valueOf(constraint, name)));

/** The constraint after one of its columns has got another name. */
export function renamed(
  constraint: Constraint,
  from: string,
  to: string,
  kinds: readonly ConstraintDescription[],
): Constraint {
  const changed = fieldsOf(constraint, kinds).map(({ name, isList }) => {
    const names = namesIn(valueOf(constraint, name)).map((column) => (column === from ? to : column));
    return [name, isList ? names : names[0]] as const;
  });
  return constraintFrom({ ...constraint, ...Object.fromEntries(changed) });
}
