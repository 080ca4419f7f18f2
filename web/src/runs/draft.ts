import type { DesignKind, Recipe } from '../api/types';

/** A recipe as it is put together in a form; text where a field may be empty. */
export type Draft = {
  name: string;
  question: string;
  generators: readonly string[];
  rows: string;
  repeats: string;
  target: string;
  seed: string;
  /** What is varied besides the generator: a factor's name to its levels, separated by commas. */
  levels: Readonly<Record<string, string>>;
  /** Which combinations are tried; empty: every one. */
  design: DesignKind | '';
  /** The recipe that the form began with: what it says and no field shows is kept. */
  rest: Recipe | null;
};

export const EMPTY_DRAFT: Draft = {
  name: '',
  question: '',
  generators: [],
  rows: '',
  repeats: '1',
  target: '',
  seed: '1',
  levels: {},
  design: '',
  rest: null,
};

export const MOST_REPEATS = 50;

export type DraftErrors = Partial<Record<Exclude<keyof Draft, 'levels'>, string>> & {
  levels?: Readonly<Record<string, string>>;
};

export function errorsOf(draft: Draft): DraftErrors {
  const errors: DraftErrors = {};
  if (draft.name.trim() === '') errors.name = 'Give it a name, so that it can be found again.';
  if (draft.generators.length === 0) errors.generators = 'Choose at least one generator.';
  if (draft.rows !== '' && !isWhole(draft.rows, 1))
    errors.rows = 'A whole number of at least 1, or nothing for as many as the generator sees.';
  if (!isWhole(draft.repeats, 1) || Number(draft.repeats) > MOST_REPEATS)
    errors.repeats = `A whole number from 1 to ${MOST_REPEATS}.`;
  if (!isWhole(draft.seed, 0)) errors.seed = 'A whole number from 0.';
  const short = Object.entries(draft.levels).filter(([, text]) => levelsOf(text).length < 2);
  if (short.length > 0)
    errors.levels = Object.fromEntries(
      short.map(([name]) => [name, 'Two levels or more, separated by commas.']),
    );
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
    levels: Object.fromEntries(
      Object.entries(recipe.factors)
        .filter(([name]) => name !== 'generator')
        .map(([name, levels]) => [name, levels.map(String).join(', ')]),
    ),
    design: recipe.design?.kind ?? '',
    rest: recipe,
  };
}

/** "1000, 5000" → [1000, 5000]; what is no number and not true or false is text. */
export function levelsOf(text: string): readonly (string | number | boolean)[] {
  const levels = text
    .split(',')
    .map((level) => level.trim())
    .filter((level) => level !== '');
  return levels.map((level) => {
    if (level === 'true' || level === 'false') return level === 'true';
    return Number.isFinite(Number(level)) ? Number(level) : level;
  });
}

/** The recipe that a draft says, with the default where a field is wrong: one generator is a setting, several are a factor to sweep. */
export function recipeOf(draft: Draft, seedName: string): Recipe {
  const [first = 'auto'] = draft.generators;
  const question = draft.question.trim();
  const { rest } = draft;
  const varied = Object.entries(draft.levels).map(([name, text]) => [name, [...levelsOf(text)]] as const);
  return {
    ...rest,
    version: 1,
    name: draft.name.trim(),
    question: question || null,
    data: { holdoutShare: 0.3, ...rest?.data, seed: seedName, target: draft.target || null },
    base: {
      ...rest?.base,
      generator: first,
      rows: isWhole(draft.rows, 1) ? Number(draft.rows) : null,
      seed: isWhole(draft.seed, 0) ? Number(draft.seed) : 1,
      options: rest?.base.options ?? {},
    },
    factors: {
      ...(draft.generators.length > 1 ? { generator: [...draft.generators] } : {}),
      ...Object.fromEntries(varied),
    },
    design: draft.design ? { ...rest?.design, kind: draft.design } : null,
    repeats: isWhole(draft.repeats, 1) ? Number(draft.repeats) : 1,
  };
}

/** As a file has it: what is not said is left out. */
export function written(recipe: Recipe): string {
  return JSON.stringify(recipe, (_, value: unknown) => value ?? undefined, 2);
}

function isWhole(text: string, least: number): boolean {
  return /^\d{1,15}$/.test(text) && Number(text) >= least;
}
