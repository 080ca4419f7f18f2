import { describe, expect, it } from 'vitest';
import { keyFigureOf, measureOf, nameOf, referenceOf } from './measures';

describe('the list of measures', () => {
  it('finds a measure by its name in a report and by its key in a summary', () => {
    expect(measureOf('pair-trends')).toBe(measureOf('fidelity.pair-trends'));
  });

  it.each([
    ['utility.ratio', 'Utility, synthetic ÷ real'],
    ['utility.linear.ratio', 'Utility, synthetic ÷ real (linear)'],
    ['cost.cpu-seconds', 'Processor time, s'],
    ['fidelity.something-new', 'Something new'],
    ["column 'my-col.x'", "column 'my-col.x'"],
  ])('names %s', (key, name) => expect(nameOf(key)).toBe(name));

  it('says what a value is compared with', () => {
    expect(referenceOf('column-shapes', 0.99)).toBe('of 0.990');
    expect(referenceOf('column-shapes', null)).toBeNull();
    expect(referenceOf('detection-auc', 0.503)).toBe('· best 0.5, fresh real rows 0.503');
  });

  it('knows the key figures that the server names, and no other', () => {
    expect(keyFigureOf('cost')).toMatchObject({ title: 'Cheaper by', unit: 'times' });
    expect(keyFigureOf('time-to-recipe')).toBeUndefined();
  });
});
