import type { Column, Constraint } from '../../api/types';

export type ConstraintKind = Constraint['kind'];

export const CONSTRAINT_KINDS: Record<ConstraintKind, string> = {
  inequality: 'One column is at most as large as another',
  sum: 'Columns add up to another',
  combinations: 'Only combinations from the seed',
  unique: 'No two rows have the same values',
};

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

/** The columns that a constraint of this kind can take. */
export function eligible(kind: ConstraintKind, columns: readonly Column[]): readonly string[] {
  return columns.filter((column) => canTake(kind, column.kind)).map(({ name }) => name);
}

function canTake(kind: ConstraintKind, column: Column['kind']): boolean {
  switch (kind) {
    case 'sum':
      return ['integer', 'decimal'].includes(column);
    case 'inequality':
      return ['integer', 'decimal', 'date', 'datetime'].includes(column);
    case 'combinations':
    case 'unique':
      return column !== 'text';
  }
}

/** The constraint on the chosen columns; null while there are too few. The last is the greater one or the total. */
export function constraintOf(kind: ConstraintKind, chosen: readonly string[]): Constraint | null {
  const last = chosen.at(-1);
  const [first] = chosen;
  if (first === undefined || last === undefined) return null;
  switch (kind) {
    case 'inequality':
      return chosen.length === 2 ? { kind, low: first, high: last, strict: false, active: true } : null;
    case 'sum':
      return chosen.length >= 3 ? { kind, addends: chosen.slice(0, -1), total: last, active: true } : null;
    case 'combinations':
      return chosen.length >= 2 ? { kind, columns: [...chosen], active: true } : null;
    case 'unique':
      return { kind, columns: [...chosen], active: true };
  }
}
