import type { ConstraintDescription } from '../api/types';

const columns = (kinds: readonly string[], minimum: number) => [
  { name: 'columns', label: 'Columns', isList: true, minimum, maximum: null, kinds: [...kinds] },
];

const NUMBERS = ['integer', 'decimal'];

const one = (name: string, label: string, kinds: readonly string[]) => ({
  name,
  label,
  isList: false,
  minimum: 1,
  maximum: 1,
  kinds: [...kinds],
});

/** Kinds of constraints as the server describes them, and one that only these tests have. */
export const CONSTRAINT_KINDS: readonly ConstraintDescription[] = [
  {
    kind: 'inequality',
    title: 'One column is at most as large as another',
    hint: 'The lesser column is at most as large as the greater one.',
    fields: [
      one('low', 'Lesser column', [...NUMBERS, 'date', 'datetime']),
      one('high', 'Greater column', [...NUMBERS, 'date', 'datetime']),
    ],
    together: [NUMBERS, ['date'], ['datetime']],
    flags: [{ name: 'strict', label: 'Strictly greater', default: false }],
  },
  {
    kind: 'sum',
    title: 'Columns add up to another',
    hint: 'The total is the sum of the columns to add.',
    fields: [
      { name: 'addends', label: 'Columns to add', isList: true, minimum: 2, maximum: null, kinds: NUMBERS },
      one('total', 'Total', NUMBERS),
    ],
    together: [],
    flags: [],
  },
  {
    kind: 'combinations',
    title: 'Only combinations from the seed',
    hint: 'A row may only combine values that occur together in the seed.',
    fields: columns([...NUMBERS, 'categorical', 'boolean', 'date', 'datetime'], 2),
    together: [],
    flags: [],
  },
  {
    kind: 'unique',
    title: 'No two rows have the same values',
    hint: 'Only the first of rows with the same values may stay.',
    fields: columns([...NUMBERS, 'categorical', 'boolean', 'date', 'datetime', 'identifier'], 1),
    together: [],
    flags: [],
  },
  {
    kind: 'rota',
    title: 'Columns take turns',
    hint: 'Each row has a value in one of the columns.',
    fields: [
      { name: 'turns', label: 'Turns', isList: true, minimum: 2, maximum: 2, kinds: ['boolean'] },
      one('judge', 'Judge', ['categorical']),
    ],
    together: [],
    flags: [
      { name: 'closed', label: 'Start again after the last', default: true },
      { name: 'loud', label: 'Say who is next', default: false },
    ],
  },
];
