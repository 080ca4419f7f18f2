import type { SeedFile } from '../api/types';

/** A file with semicolons, decimal commas and a header that is not certain. */
export const SEED: SeedFile = {
  id: 's1',
  projectId: 'p1',
  name: 'orte.csv',
  sha256: 'a1b2c3d4e5f6',
  bytes: 400,
  rows: 30,
  createdAt: '2030-01-01T00:00:00Z',
  profile: {
    schema: {
      version: 1,
      name: 'orte',
      format: { delimiter: ';', decimalComma: true },
      columns: [{ kind: 'decimal', name: 'Preis', nullable: false, role: 'attribute', domain: 'seed' }],
      constraints: [],
    },
    rows: 30,
    columns: [
      {
        name: 'Preis',
        reason: 'All cells are numbers.',
        confidence: 0.75,
        profile: { missing: 0, distinct: 30, distinctEstimated: false, topLevels: [] },
      },
    ],
    notes: ['Column ‘Preis’: these texts were taken for missing cells: NA in 3 cells.'],
  },
  reading: {
    encoding: { value: 'windows-1252', basis: 'judged', reason: 'Its bytes are not UTF-8.' },
    delimiter: { value: ';', basis: 'judged', reason: '31 of the first 31 lines have 2 cells.', sure: 0.987 },
    header: { value: 'present', basis: 'judged', reason: '1 has letters where numbers follow.', sure: 0.75 },
    decimalSign: {
      value: 'comma',
      basis: 'judged',
      reason: 'The numbers of 1 column have it.',
      sure: 0.9375,
    },
    missing: ['NA'],
    missingDeclared: false,
  },
};
