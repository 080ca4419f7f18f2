// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { PackFault } from '../../../api/types';
import { verifyPack } from './verify';

/** VectorPackTests.cs made these packs and holds the command line's verifier to the same verdicts. */
const FOLDER = path.resolve(import.meta.dirname, '../../../../../tests/vectors/packs');

type Expected = { intact: boolean; faults: readonly Pick<PackFault, 'file' | 'code'>[] };

const expected = JSON.parse(readFileSync(path.join(FOLDER, 'expected.json'), 'utf8')) as Record<
  string,
  Expected
>;

it('every pack of the folder has its verdict', () =>
  expect(readdirSync(FOLDER).filter((name) => name.endsWith('.zip'))).toEqual(Object.keys(expected)));

it.each(Object.entries(expected))('%s is judged as on the command line', async (name, verdict) => {
  const { intact, faults } = await verifyPack(new Uint8Array(readFileSync(path.join(FOLDER, name))), null);
  expect({ intact, faults: faults.map(({ file, code }) => ({ file, code })) }).toEqual(verdict);
});
