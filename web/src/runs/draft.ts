import type { Recipe } from '../api/types';

/** A recipe as it is put together in a form; text where a field may be empty. */
export type Draft = {
  name: string;
  question: string;
  generators: readonly string[];
  rows: string;
  repeats: string;
  target: string;
  seed: string;
};

export const EMPTY_DRAFT: Draft = {
  name: '',
  question: '',
  generators: [],
  rows: '',
  repeats: '1',
  target: '',
  seed: '1',
};

export const MOST_REPEATS = 50;

export type DraftErrors = Partial<Record<keyof Draft, string>>;

export function errorsOf(draft: Draft): DraftErrors {
  const errors: DraftErrors = {};
  if (draft.name.trim() === '') errors.name = 'Give it a name, so that it can be found again.';
  if (draft.generators.length === 0) errors.generators = 'Choose at least one generator.';
  if (draft.rows !== '' && !isWhole(draft.rows, 1))
    errors.rows = 'A whole number of at least 1, or nothing for as many as the generator sees.';
  if (!isWhole(draft.repeats, 1) || Number(draft.repeats) > MOST_REPEATS)
    errors.repeats = `A whole number from 1 to ${MOST_REPEATS}.`;
  if (!isWhole(draft.seed, 0)) errors.seed = 'A whole number from 0.';
  return errors;
}

/** The draft that a recipe was made from. */
export function draftOf(recipe: Recipe, generators: readonly string[]): Draft {
  return {
    name: recipe.name,
    question: recipe.question ?? '',
    generators,
    rows: recipe.base.rows == null ? '' : String(recipe.base.rows),
    repeats: String(recipe.repeats),
    target: recipe.data.target ?? '',
    seed: String(recipe.base.seed),
  };
}

/** The recipe that a draft says, with the default where a field is wrong: one generator is a setting, several are a factor to sweep. */
export function recipeOf(draft: Draft, seedName: string): Recipe {
  const [first = 'auto'] = draft.generators;
  const question = draft.question.trim();
  return {
    version: 1,
    name: draft.name.trim(),
    ...(question ? { question } : {}),
    data: { seed: seedName, holdoutShare: 0.3, ...(draft.target ? { target: draft.target } : {}) },
    base: {
      generator: first,
      ...(isWhole(draft.rows, 1) ? { rows: Number(draft.rows) } : {}),
      seed: isWhole(draft.seed, 0) ? Number(draft.seed) : 1,
      options: {},
    },
    factors: draft.generators.length > 1 ? { generator: [...draft.generators] } : {},
    repeats: isWhole(draft.repeats, 1) ? Number(draft.repeats) : 1,
  };
}

function isWhole(text: string, least: number): boolean {
  return /^\d{1,15}$/.test(text) && Number(text) >= least;
}
