// @vitest-environment node
import { expect, it } from 'vitest';
import { parseTrial } from './trialDocument';
import { runWords } from './privacy';

/** A trial that spent ρ, by a ledger entry at a time. */
function trial(name: string, rho: number, at: string) {
  const record = parseTrial(
    JSON.stringify({
      name,
      generator: 'mst',
      schemaHash: 's',
      trainHash: 't',
      trainRows: 10,
      holdoutHash: 'h',
      holdoutRows: 5,
      cell: 1,
      repeat: 1,
      levels: {},
      settings: { seed: 1 },
      privacy: {
        epsilon: 1,
        delta: 1e-6,
        unit: { rows: 1 },
        withheld: [],
        entries: [{ number: 1, at, run: 'fit', rho }],
      },
    }),
  );
  if (!record) throw new Error('not a trial');
  return record;
}

const together = (...records: ReturnType<typeof trial>[]) => runWords(records, false);
const AT = '2030-01-01T12:00:00+00:00';

it('takes the first of two entries that are the same, as RunPrivacy.cs does', () => {
  const [one, other] = [trial('c01-r1', 0.1, AT), trial('c01-r1', 0.4, AT)];
  expect(together(one, other)).toBe(together(one));
  expect(together(other, one)).toBe(together(other));
  expect(together(one)).not.toBe(together(other));
});

it.each(['2030-01-01T12:00:00Z', '2030-01-01T13:30:00+01:30', '2030-01-01T12:00:00.000+00:00'])(
  'knows one moment by %s too',
  (at) =>
    expect(together(trial('c01-r1', 0.1, AT), trial('c01-r1', 0.1, at))).toBe(
      together(trial('c01-r1', 0.1, AT)),
    ),
);

it.each(['2030-01-01T12:00:01Z', '2030-01-01T12:00:00.0000001Z', '2030-01-01T12:00:00+01:00'])(
  'knows %s as another moment',
  (at) =>
    expect(together(trial('c01-r1', 0.1, AT), trial('c01-r1', 0.1, at))).not.toBe(
      together(trial('c01-r1', 0.1, AT)),
    ),
);

it('reads no record whose moment is none', () => expect(() => trial('c01-r1', 0.1, 'yesterday')).toThrow());
