// @vitest-environment node
import { expect, it } from 'vitest';
import { figure, namesFigure, percent } from './cardText';
import { cut } from './cells';
import { areSame } from './near';
import { costInterval, interval95, newcombe, student975 } from './statistics';

// Quantiles by R: qt(0.975, c(1, 2, 5, 30)).
it.each([
  [1, 12.7062047361747],
  [2, 4.30265272974946],
  [5, 2.57058183563631],
  [30, 2.04227245630124],
])('knows Student’s quantile with %i degrees of freedom', (freedom, quantile) =>
  expect(student975(freedom)).toBeCloseTo(quantile, 9),
);

// s = 0.01; 4.30265 · 0.01 · √(1/3) = 0.024841, and with an overlap of 3/7 the root is √(1/3 + 3/7).
it('widens an interval by what repeats share', () => {
  expect(interval95([0.79, 0.8, 0.81], 0)?.low).toBeCloseTo(0.8 - 0.024841, 6);
  expect(interval95([0.79, 0.8, 0.81], 3 / 7)?.high).toBeCloseTo(0.8 + 0.037557, 6);
  expect(interval95([0.8], 0)).toBeUndefined();
});

it('cuts the interval of a cost at 0, and no other', () => {
  const wide = { low: -2, high: 6 };
  expect(costInterval('cost.cpu-seconds', wide)).toEqual({ low: 0, high: 6 });
  expect(costInterval('utility.ratio', wide)).toEqual(wide);
  expect(costInterval('cost.cpu-seconds', { low: 1, high: 6 })).toEqual({ low: 1, high: 6 });
  expect(costInterval('cost.cpu-seconds', undefined)).toBeUndefined();
});

it('cuts the intervals of costs in cells of earlier versions', () => {
  const measure = (name: string, low: number) => ({ name, mean: 2, interval: { low, high: 6 }, repeats: 2 });
  const cell = { cell: 1, measures: [measure('cost.money', -2), measure('utility.gain', -2)] };
  expect(cut([cell])).toEqual([
    { cell: 1, measures: [measure('cost.money', 0), measure('utility.gain', -2)] },
  ]);
  expect(cut([{ cell: 1 }])).toEqual([{ cell: 1 }]);
});

// Newcombe (1998), table II, example a: 56/70 and 48/80 differ by 0.0524 to 0.3339.
it('has Newcombe’s interval', () => {
  const { low, high } = newcombe(56, 70, 48, 80);
  expect([low, high].map((end) => end.toFixed(4))).toEqual(['0.0524', '0.3339']);
});

it.each([
  [0.888, '88.8 %', '0.888'],
  [-0.0312, '-3.1 %', '−0.031'],
  [12.345, '1234.5 %', '12.35'],
  [1234567, '123456700.0 %', '1,234,567'],
  [0.00012, '0.0 %', '0.00012'],
  [0, '0.0 %', '0.000'],
])('writes %d as cards do', (value, share, number) =>
  expect([percent(value), figure(value)]).toEqual([share, number]),
);

it('takes numbers as the same up to the tenth digit', () => {
  expect(areSame({ a: [0.1 + 0.2], b: null }, { a: [0.3] })).toBe(true);
  expect(areSame({ a: [0.3] }, { a: [0.3000001] })).toBe(false);
  expect(areSame([1, 2], [1])).toBe(false);
  expect(areSame([], {})).toBe(false);
});

// .NET rounds the 15 digits 28.7500000000000; the binary number is 28.749999999999996.
it('finds a figure half-way between two roundings as .NET writes it', () => {
  expect(namesFigure('The rows keep 28.8 % of usefulness.', 0.2875)).toBe(true);
  expect(namesFigure('The rows keep 28.9 % of usefulness.', 0.2875)).toBe(false);
});
