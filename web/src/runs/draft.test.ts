import { describe, expect, it } from 'vitest';
import type { Recipe } from '../api/types';
import { LIMITS } from '../testing/recipes';
import { draftOf, EMPTY_DRAFT, errorsOf, levelsOf, recipeOf, written } from './draft';

const recipe: Recipe = {
  version: 1,
  name: 'Sweep',
  question: 'Which?',
  data: { seed: 'people.csv', holdoutShare: 0.4, target: 'age' },
  base: { generator: 'copula', rows: 500, seedRows: 300, seed: 7, options: { epsilon: 2 } },
  factors: { generator: ['independent', 'copula'], rows: [100, 200], 'keep-ties': [true, false] },
  design: { kind: 'one-at-a-time' },
  repeats: 4,
  objective: { measure: 'utility.ratio', goal: 'maximize' },
  limits: { minutes: 5 },
};

describe('toggles and recipe', () => {
  it('say the same: a recipe comes back from its toggles as it was', () => {
    const back = recipeOf(draftOf(recipe, ['independent', 'copula']), 'people.csv', LIMITS);
    expect(JSON.parse(written(back))).toEqual({
      ...recipe,
      base: { ...recipe.base, generator: 'independent' },
    });
  });

  it('keep what no toggle shows when one is changed', () => {
    const draft = { ...draftOf(recipe, ['copula']), repeats: '2', levels: { rows: '10, 20' } };
    const changed = recipeOf(draft, 'people.csv', LIMITS);
    expect(changed.limits).toEqual({ minutes: 5 });
    expect(changed.base.options).toEqual({ epsilon: 2 });
    expect(changed.factors).toEqual({ rows: [10, 20] });
    expect(changed.repeats).toBe(2);
  });

  it('read levels as numbers, truths and words', () => {
    expect(levelsOf('1000, 0.5, true, fp32, ')).toEqual([1000, 0.5, true, 'fp32']);
  });

  it('want two levels of a factor', () => {
    const draft = { ...EMPTY_DRAFT, name: 'x', generators: ['copula'], levels: { rows: '100' } };
    expect(errorsOf(draft, LIMITS).levels?.rows).toBe('Enter two or more levels, separated by commas.');
  });
});
