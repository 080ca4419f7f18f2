import { expect, it } from 'vitest';
import { groupsError, withGroup, withoutGroup } from './levelGroups';

const LEVELS = ['C50.1', 'C50.9', 'C50', 'C'];

it('accepts groups of groups, and any names where no level is listed', () => {
  expect(groupsError(LEVELS, { 'C50.1': 'C50', 'C50.9': 'C50', C50: 'C' })).toBeUndefined();
  expect(groupsError([], { any: 'thing' })).toBeUndefined();
  expect(groupsError(['constructor', 'a'], { a: 'constructor' })).toBeUndefined();
});

it('names a level that the column lacks', () => {
  expect(groupsError(LEVELS, { 'C50.1': 'D' })).toMatch(/“D” is in a group but is not a level/);
  expect(groupsError(LEVELS, { 'D.1': 'C' })).toMatch(/“D.1” is in a group but is not a level/);
});

it('refuses a level that would belong to itself', () => {
  expect(groupsError(LEVELS, { C: 'C' })).toMatch(/“C” would belong to itself/);
  expect(groupsError(LEVELS, { 'C50.1': 'C50', C50: 'C', C: 'C50' })).toMatch(/would belong to itself/);
});

it('allows eight groups, one in another, and no more', () => {
  const line = Array.from({ length: 10 }, (_, place) => `l${place}`);
  const groups = (count: number) =>
    Object.fromEntries(line.slice(0, count).map((level, place) => [level, `l${place + 1}`]));
  expect(groupsError(line, groups(8))).toBeUndefined();
  expect(groupsError(line, groups(9))).toMatch(/“l0” is in more than 8 groups/);
});

it('puts a level into one group at most, and leaves nothing where none is left', () => {
  expect(withGroup({ a: 'b' }, 'a', 'c')).toEqual({ a: 'c' });
  expect(withoutGroup({ a: 'b', c: 'b' }, 'a')).toEqual({ c: 'b' });
  expect(withoutGroup({ a: 'b' }, 'a')).toBeNull();
});
