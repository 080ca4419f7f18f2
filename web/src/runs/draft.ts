import type { DesignKind, Recipe, RecipeLimits } from '../api/types';

/** A recipe as a form holds it: a field that may be empty is text. */
export type Draft = {
  name: string;
  question: string;
  generators: readonly string[];
  rows: string;
  repeats: string;
  target: string;
  seed: string;
  /** The factors besides the generator: the name of each, and its levels separated by commas. */
  levels: Readonly<Record<string, string>>;
  /** Which combinations are run; empty means all of them. */
  design: DesignKind | '';
  /** The recipe that filled the form at first. Settings that no field shows are kept from it. */
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

export type DraftErrors = Partial<Record<Exclude<keyof Draft, 'levels'>, string>> & {
  levels?: Readonly<Record<string, string>>;
};

export function errorsOf(draft: Draft, { maxRepeats }: Pick<RecipeLimits, 'maxRepeats'>): DraftErrors {
  const errors: DraftErrors = {};
  if (draft.name.trim() === '') errors.name = 'Enter a name.';
  if (draft.generators.length === 0) errors.generators = 'Choose at least one generator.';
  if (draft.rows !== '' && !isWhole(draft.rows, 1))
    errors.rows = 'Enter a whole number of at least 1, or leave the field empty.';
  if (!isWhole(draft.repeats, 1) || Number(draft.repeats) > maxRepeats)
    errors.repeats = `Enter a whole number from 1 to ${maxRepeats}.`;
  if (!isWhole(draft.seed, 0)) errors.seed = 'Enter a whole number of at least 0.';
  const short = Object.entries(draft.levels).filter(([, text]) => levelsOf(text).length < 2);
  if (short.length > 0)
    errors.levels = Object.fromEntries(
      short.map(([name]) => [name, 'Enter two or more levels, separated by commas.']),
    );
  return errors;
}

/** The form of a recipe. */
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

/** "1000, 5000" → [1000, 5000]. A level that is no number and not true or false is text. */
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

/** The recipe of a form, with the default where a field is wrong. One generator is a setting, several are a factor. */
export function recipeOf(draft: Draft, seedName: string, limits: RecipeLimits): Recipe {
  const [first = 'auto'] = draft.generators;
  const question = draft.question.trim();
  const { rest } = draft;
  const varied = Object.entries(draft.levels).map(([name, text]) => [name, [...levelsOf(text)]] as const);
  return {
    ...rest,
    version: 1,
    name: draft.name.trim(),
    question: question || null,
    data: { holdoutShare: limits.holdoutShare, ...rest?.data, seed: seedName, target: draft.target || null },
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

/** The recipe as the text of a file: settings that are not set are left out. */
export function written(recipe: Recipe): string {
  return JSON.stringify(recipe, (_, value: unknown) => value ?? undefined, 2);
}

function isWhole(text: string, least: number): boolean {
  return /^\d{1,15}$/.test(text) && Number(text) >= least;
}
