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

/** A constraint in words, in the order a reader would say it. */
export function sentenceOf(constraint: Constraint): string {
  switch (constraint.kind) {
    case 'inequality':
      return `${constraint.low} ${constraint.strict ? '<' : '≤'} ${constraint.high}`;
    case 'sum':
      return `${constraint.addends.join(' + ')} = ${constraint.total}`;
    case 'combinations':
      return `${constraint.columns.join(' × ')}: only combinations that are in the seed`;
    case 'unique':
      return `${constraint.columns.join(', ')}: no two rows have the same values`;
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
