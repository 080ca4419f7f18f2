import { describe, expect, it } from 'vitest';
import { canonical } from './canonical';
import {
  age,
  bytes,
  cellNumber,
  compact,
  count,
  counted,
  duration,
  figure,
  number,
  percent,
  words,
} from './numbers';

describe('numbers as people read them', () => {
  it('groups thousands', () => expect(count(1234567)).toBe('1,234,567'));
  it('counts things in words', () => {
    expect(counted(1, 'row')).toBe('1 row');
    expect(counted(1234, 'row')).toBe('1,234 rows');
  });
  it('gives figures three decimals, and no negative zero', () => {
    expect(figure(0.9164)).toBe('0.916');
    expect(figure(-0.0001)).toBe('0.000');
    expect(percent(-0.0003)).toBe('0.0 %');
    expect(percent(-0.003, 0)).toBe('0 %');
    expect(percent(-0.0005)).toBe('−0.1 %');
  });
  it.each([
    [1995, '1995'],
    [12345, '12345'],
    [1995.4, '1995'],
    [-0.5, '−0.5'],
    [0.123456, '0.1235'],
  ])('leaves %d, a value of a column, without separators', (value, text) =>
    expect(cellNumber(value)).toBe(text),
  );
  it('writes a minus as a minus', () => {
    expect(figure(-0.25)).toBe('−0.250');
    expect(percent(-0.05)).toBe('−5.0 %');
    expect(number(-1234)).toBe('−1,234');
  });
  it('writes shares as percentages with a space', () => expect(percent(0.0512)).toBe('5.1 %'));
  it.each([
    [0, '0'],
    [12345, '12,345'],
    [0.123456, '0.1235'],
    [1234.5, '1,235'],
    [0.00001234, '1.23e-5'],
  ])('shows %d in as many digits as can be used', (value, text) => expect(number(value)).toBe(text));
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_234_567, '1.2 MB'],
    [5e13, '50.0 TB'],
  ])('says the size of %d bytes', (value, text) => expect(bytes(value)).toBe(text));
  it.each([
    [0.34, '340 ms'],
    [8.21, '8.2 s'],
    [250, '4 min 10 s'],
    [59.6, '60 s'],
    [7500, '2 h 5 min'],
  ])('says how long %d seconds are', (value, text) => expect(duration(value)).toBe(text));
  it('shortens throughput', () => {
    expect(compact(812_000)).toBe('812 k');
    expect(compact(1_250_000)).toBe('1.3 M');
    expect(compact(950)).toBe('950');
  });
  it('says how long ago, never in the future', () => {
    const now = Date.parse('2026-01-02T12:00:00Z');
    expect(age('2026-01-02T12:00:30Z', now)).toBe('just now');
    expect(age('2026-01-02T11:45:00Z', now)).toBe('15 min ago');
    expect(age('2026-01-01T12:00:00Z', now)).toBe('1 d ago');
  });
  it('makes words of names', () => expect(words('column-shapes')).toBe('Column shapes'));
});

describe('canonical JSON', () => {
  it('sorts keys by their UTF-16 units and leaves no space', () =>
    expect(canonical({ b: [1, 'x'], a: { d: null, c: true }, '€': 0.1 })).toBe(
      '{"a":{"c":true,"d":null},"b":[1,"x"],"€":0.1}',
    ));
  it('leaves undefined members out', () => expect(canonical({ a: undefined, b: 1 })).toBe('{"b":1}'));
});
