import type { ConstraintDescription } from '../api/types';
import served from './constraints.json';

/** A kind of constraint that only tests have. */
const ROTA: ConstraintDescription = {
  kind: 'rota',
  title: 'Columns take turns',
  hint: 'Each row has a value in one of the columns.',
  fields: [
    { name: 'turns', label: 'Turns', isList: true, minimum: 2, maximum: 2, kinds: ['boolean'] },
    { name: 'judge', label: 'Judge', isList: false, minimum: 1, maximum: 1, kinds: ['categorical'] },
  ],
  together: [],
  comparesValues: false,
  flags: [
    { name: 'closed', label: 'Start again after the last', default: true },
    { name: 'loud', label: 'Say who is next', default: false },
  ],
};

/** What the server serves, which ConstraintCatalogueTests.cs writes and checks, and one that only tests have. */
export const CONSTRAINT_KINDS: readonly ConstraintDescription[] = [...served, ROTA];
