import { expect, it } from 'vitest';
import { SEED } from '../testing/seeds';
import { addressOf, dialectOf, doubtsOf, JUDGED, queryOf, summaryOf } from './dialect';

it('sends nothing that is to be judged', () => {
  expect(queryOf(JUDGED)).toEqual({});
});

it('sends what is said, names and missing texts one each', () => {
  const said = { ...JUDGED, delimiter: '\t', header: 'absent', names: 'age\n\n work ', decimalSign: 'comma' };
  expect(queryOf(said)).toEqual({
    delimiter: '\t',
    header: 'absent',
    names: ['age', 'work'],
    decimalComma: true,
  });
  expect(addressOf('a b.csv', { ...said, missing: 'listed', tokens: '-9\nunknown' }).toString()).toBe(
    'name=a+b.csv&delimiter=%09&header=absent&names=age&names=work&decimalComma=true&missing=-9&missing=unknown',
  );
});

it('keeps the names back while line 1 is the header', () => {
  expect(queryOf({ ...JUDGED, header: 'present', names: 'age' })).toEqual({ header: 'present' });
});

it('says with one empty text that only the empty cell is missing', () => {
  expect(queryOf({ ...JUDGED, missing: 'empty' })).toEqual({ missing: [''] });
});

it('fills the form with what a person said, and leaves open what was judged', () => {
  expect(dialectOf(SEED)).toEqual(JUDGED);
  const { reading } = SEED;
  if (!reading) throw new Error('no reading');
  const header = { value: 'absent', basis: 'declared', reason: 'You said so.' } as const;
  const said = { ...reading, header, missing: [''], missingDeclared: true };
  expect(dialectOf({ ...SEED, reading: said })).toEqual({ ...JUDGED, header: 'absent', missing: 'empty' });
});

it('says how a file was read in one line, and what to check', () => {
  const { reading } = SEED;
  if (!reading) throw new Error('no reading');
  expect(summaryOf(reading)).toBe('semicolon, header, Western European (Windows-1252), decimal comma');
  expect(doubtsOf(reading)).toEqual(['whether line 1 is the header (75 % sure)']);
});
