import type { Column, Constraint } from '../../api/types';

export type ConstraintKind = Constraint['kind'];

/** How a kind of constraint is put together from columns. */
interface Form {
  label: string;
  /** What the order of the columns means, where it means something. */
  hint?: string;
  /** The columns it may speak of. */
  columns: (column: Column) => boolean;
  fewest: number;
  most?: number;
  make: (chosen: readonly string[]) => Constraint;
}

const isNumber = ({ kind }: Column) => kind === 'integer' || kind === 'decimal';

/** Every kind that the server knows: one that is missing here, or has other fields there, does not compile. */
const FORMS: Readonly<Record<ConstraintKind, Form>> = {
  inequality: {
    label: 'One column is at most as large as another',
    hint: 'The second column is the greater one.',
    columns: (column) => isNumber(column) || column.kind === 'date' || column.kind === 'datetime',
    fewest: 2,
    most: 2,
    make: ([low = '', high = '']) => ({ kind: 'inequality', low, high, strict: false, active: true }),
  },
  sum: {
    label: 'Columns add up to another',
    hint: 'The last column is the total.',
    columns: isNumber,
    fewest: 3,
    make: (chosen) => ({
      kind: 'sum',
      addends: chosen.slice(0, -1),
      total: chosen.at(-1) ?? '',
      active: true,
    }),
  },
  combinations: {
    label: 'Only combinations from the seed',
    columns: ({ kind }) => kind !== 'text' && kind !== 'identifier',
    fewest: 2,
    make: (chosen) => ({ kind: 'combinations', columns: [...chosen], active: true }),
  },
  unique: {
    label: 'No two rows have the same values',
    columns: ({ kind }) => kind !== 'text',
    fewest: 1,
    make: (chosen) => ({ kind: 'unique', columns: [...chosen], active: true }),
  },
};

const isKind = (kind: string): kind is ConstraintKind => kind in FORMS;

/** In the order in which they are offered. */
export const CONSTRAINT_KINDS = Object.keys(FORMS)
  .filter(isKind)
  .map((kind) => ({ kind, label: FORMS[kind].label, hint: FORMS[kind].hint }));

/** The columns that a constraint speaks of. */
export function columnsOf(constraint: Constraint): readonly string[] {
  switch (constraint.kind) {
    case 'inequality':
      return [constraint.low, constraint.high];
    case 'sum':
      return [...constraint.addends, constraint.total];
    case 'combinations':
    case 'unique':
      return constraint.columns;
  }
}

/** The constraint after one of its columns has got another name. */
export function renamed(constraint: Constraint, from: string, to: string): Constraint {
  const name = (column: string) => (column === from ? to : column);
  switch (constraint.kind) {
    case 'inequality':
      return { ...constraint, low: name(constraint.low), high: name(constraint.high) };
    case 'sum':
      return { ...constraint, addends: constraint.addends.map(name), total: name(constraint.total) };
    case 'combinations':
    case 'unique':
      return { ...constraint, columns: constraint.columns.map(name) };
  }
}

/** The columns a constraint of this kind may speak of. */
export const eligible = (kind: ConstraintKind, columns: readonly Column[]): readonly string[] =>
  columns.filter(FORMS[kind].columns).map(({ name }) => name);

/** The constraint on the chosen columns; null while there are too few. The last is the greater one or the total. */
export function constraintOf(kind: ConstraintKind, chosen: readonly string[]): Constraint | null {
  const { fewest, most, make } = FORMS[kind];
  return chosen.length >= fewest && chosen.length <= (most ?? chosen.length) ? make(chosen) : null;
}
