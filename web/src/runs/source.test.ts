import { describe, expect, it } from 'vitest';
import type { SchemaVersion, SeedFile } from '../api/types';
import { mismatch, sourceFor } from './source';

const document = (...names: string[]) => ({
  name: 'Table',
  version: 1,
  columns: names.map((name) => ({
    name,
    kind: 'identifier' as const,
    nullable: false,
    role: 'attribute' as const,
    domain: 'public' as const,
  })),
  constraints: [],
  format: { decimalComma: false },
});

function schema(id: string, day: number, ...names: string[]): SchemaVersion {
  const createdAt = `2026-01-0${day}T00:00:00Z`;
  return { id, projectId: 'p', name: id, number: 1, hash: id, createdAt, document: document(...names) };
}

function seed(id: string, ...names: string[]): SeedFile {
  return {
    id,
    projectId: 'p',
    name: `${id}.csv`,
    sha256: id,
    bytes: 1,
    rows: 1,
    createdAt: '2026-01-01T00:00:00Z',
    profile: { schema: document(...names), rows: 1, columns: [], notes: [] },
  };
}

const birds = seed('birds', 'wings', 'tail');
const adult = seed('adult', 'age', 'income');
const schemas = [
  schema('birds-1', 1, 'wings', 'tail'),
  schema('adult-1', 2, 'age', 'income'),
  schema('birds-2', 3, 'wings', 'tail'),
];

describe('what a run begins from', () => {
  it('is the newest schema that has the columns of the seed', () => {
    expect(sourceFor([adult, birds], schemas, {})).toEqual({ seedId: 'adult', schemaId: 'adult-1' });
    expect(sourceFor([adult, birds], schemas, { seedId: 'birds' }).schemaId).toBe('birds-2');
  });

  it('is the seed that a chosen schema is for', () => {
    expect(sourceFor([adult, birds], schemas, { schemaId: 'birds-1' }).seedId).toBe('birds');
  });

  it('is no schema where none fits', () => {
    expect(sourceFor([seed('other', 'x')], schemas, {}).schemaId).toBe('');
  });
});

it('says why a seed and a schema do not go together', () => {
  expect(mismatch(birds, schemas[0])).toBeNull();
  expect(mismatch(birds, schemas[1])).toBe(
    'birds.csv lacks the column “age” and 1 more column, which adult-1, version 1, needs.',
  );
});
