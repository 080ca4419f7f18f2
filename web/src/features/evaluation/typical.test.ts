import { expect, it } from 'vitest';
import type { TrialSummary } from '../../api/types';
import { SUMMARY } from '../../testing/runs';
import { overRepeats, typicalTrial } from './typical';

const trial = (
  cell: number,
  repeat: number,
  utility: number,
  rest: Partial<TrialSummary> = {},
): TrialSummary => ({
  cell,
  repeat,
  name: `c0${cell}-r${repeat}`,
  levels: {},
  generator: 'copula',
  measures: { 'utility.ratio': utility },
  cost: SUMMARY.cost,
  block: 1,
  trainRows: 100,
  rows: 100,
  ...rest,
});

const trials = [trial(1, 1, 0.99), trial(2, 1, 0.909), trial(2, 2, 0.87), trial(2, 3, 0.888)];

it('is the repeat in the middle of the leading cell, not the luckiest of all', () => {
  expect(typicalTrial({ ...SUMMARY, trials, best: 2 })?.name).toBe('c02-r3');
});

it('is the lower of the two in the middle of an even number', () => {
  expect(typicalTrial({ ...SUMMARY, trials: trials.slice(0, 3), best: 2 })?.name).toBe('c02-r2');
});

it('is of any cell where none is best, and never a trial that failed', () => {
  const failure = { code: 'fit.too-few-rows', message: 'Too few rows.' };
  expect(typicalTrial({ ...SUMMARY, trials: [trial(1, 1, 0, { failure }), trial(1, 2, 0.5)] })?.name).toBe(
    'c01-r2',
  );
  expect(typicalTrial({ ...SUMMARY, trials: [trial(1, 1, 0, { failure })] })).toBeUndefined();
});

it('knows the mean of several repeats, and none of a single one', () => {
  const measure = { name: 'utility.ratio', mean: 0.888, interval: { low: 0.87, high: 0.901 }, repeats: 3 };
  const cells = [{ cell: 2, levels: {}, trials: 3, failures: 0, measures: [measure] }];
  const [, second] = trials;
  if (!second) throw new Error('There is no second trial.');
  expect(overRepeats({ ...SUMMARY, trials, cells }, second)?.mean).toBe(0.888);
  const single = [
    { ...cells[0], cell: 2, levels: {}, trials: 1, failures: 0, measures: [{ ...measure, repeats: 1 }] },
  ];
  expect(overRepeats({ ...SUMMARY, trials, cells: single }, second)).toBeNull();
});
