import { describe, expect, it } from 'vitest';
import { measureOf, nameOf, referenceOf } from './measures';

describe('the list of measures', () => {
  it('finds a measure by its name in a report and by its key in a summary', () => {
    expect(measureOf('pair-trends')).toBe(measureOf('fidelity.pair-trends'));
  });

  it.each([
    ['utility.ratio', 'Utility, synthetic ÷ real'],
    ['utility.linear.ratio', 'Utility, synthetic ÷ real (linear)'],
    ['privacy.membership-inference', 'Membership inference (gain)'],
    ['cost.cpu-seconds', 'Processor time, seconds'],
    ['collapse-risk', 'Model collapse risk'],
    ['fidelity.something-new', 'Something new'],
    ["column 'my-col.x'", "column 'my-col.x'"],
  ])('names %s', (key, name) => expect(nameOf(key)).toBe(name));

  it('says what a value is compared with', () => {
    expect(referenceOf('column-shapes', 0.99)).toBe('of 0.990');
    expect(referenceOf('column-shapes', null)).toBeNull();
    expect(referenceOf('detection-auc', 0.503)).toBe('· best 0.5, real-vs-real 0.503');
  });
});
