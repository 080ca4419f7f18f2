import { describe, expect, it } from 'vitest';
import type { Recipe } from '../api/types';
import { LIMITS } from '../testing/recipes';
import type { GeneratorOption } from '../api/types';
import { draftOf, EMPTY_DRAFT, errorsOf, recipeOf, written, type Known } from './draft';

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
    const draft = { ...draftOf(recipe, ['copula']), repeats: '2', levels: { rows: ['10', ' 20', ''] } };
    const changed = recipeOf(draft, 'people.csv', LIMITS);
    expect(changed.limits).toEqual({ minutes: 5 });
    expect(changed.base.options).toEqual({ epsilon: 2 });
    expect(changed.factors).toEqual({ rows: [10, 20] });
    expect(changed.repeats).toBe(2);
  });

  it('hold a setting or an option that has one value, and give it back', () => {
    const fixed: Recipe = {
      ...recipe,
      base: { ...recipe.base, seedRows: 300, downstream: 'linear', options: { epsilon: 2, compress: false } },
    };
    const draft = draftOf(fixed, ['copula']);
    expect(draft.settings).toEqual({
      'seed-rows': '300',
      downstream: 'linear',
      epsilon: '2',
      compress: 'false',
    });
    expect(recipeOf(draft, 'people.csv', LIMITS).base).toMatchObject(fixed.base);
    const without = recipeOf({ ...draft, settings: { compress: 'false' } }, 'people.csv', LIMITS);
    expect(without.base).toMatchObject({ seedRows: null, downstream: null, options: { compress: false } });
  });

  it('read levels by the kind of the option', () => {
    const known: Known = {
      rows: option('integer', { minimum: 1 }),
      code: option('choice', { choices: ['1', '2'] }),
      weights: option('weights'),
    };
    const levels = {
      rows: ['10', '20'],
      code: ['1', '2'],
      weights: ['age=2,sex=1', 'age=1'],
      other: ['1', 'x'],
    };
    expect(recipeOf({ ...EMPTY_DRAFT, levels }, 'people.csv', LIMITS, known).factors).toEqual({
      rows: [10, 20],
      code: ['1', '2'],
      weights: ['age=2,sex=1', 'age=1'],
      other: [1, 'x'],
    });
  });

  it.each([
    ['fewer than two', { rows: ['100', ''] }, 'Enter two or more values.'],
    ['one twice', { rows: ['100', '100 '] }, 'A value is listed twice.'],
    ['one out of range', { rows: ['100', '-5'] }, 'Must be a whole number of at least 1.'],
    [
      'those of no option',
      { depth: ['1', '2'] },
      'None of the selected generators has this option. Remove it.',
    ],
  ])('say at the factor what is wrong with %s', (_, levels, error) => {
    const known: Known = { rows: option('integer', { minimum: 1, wanted: 'a whole number of at least 1' }) };
    const draft = { ...EMPTY_DRAFT, name: 'x', generators: ['copula'], levels };
    expect(Object.values(errorsOf(draft, LIMITS, known).levels ?? {})).toEqual([error]);
  });
});

function option(kind: GeneratorOption['kind'], rest: Partial<GeneratorOption> = {}): GeneratorOption {
  return { name: '', kind, default: '', description: '', wanted: 'another', ...rest };
}
