import { expect, it } from 'vitest';
import { pairOf } from './pair';

/** Latest first, as the server lists them. */
const done = [{ id: 'new' }, { id: 'middle' }, { id: 'old' }];

it.each([
  ['the two newest', null, null, 'middle', 'new'],
  ['a run and the one just before it', 'new', null, 'middle', 'new'],
  ['a run and the one just before it', 'middle', null, 'old', 'middle'],
  ['the oldest run and the one after it', 'old', null, 'old', 'middle'],
  ['the two that were chosen, in their order', 'new', 'old', 'new', 'old'],
])('compares %s', (_, a, b, before, after) => {
  expect(pairOf(done, { a, b })).toEqual({ a: before, b: after });
});

it('has nothing to compare a single run with', () => {
  expect(pairOf([{ id: 'new' }], { a: null, b: null })).toEqual({ a: 'new', b: '' });
});
