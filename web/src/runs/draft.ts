import type { DesignKind, GeneratorDescription, GeneratorOption, Recipe, RecipeLimits } from '../api/types';
import { textsOf, valueOf, wrong, type OptionTexts } from './options';

/** A recipe as a form holds it: a field that may be empty is text. */
export type Draft = {
  name: string;
  question: string;
  generators: readonly string[];
  rows: string;
  repeats: string;
  target: string;
  seed: string;
  /** The settings and options that have one value in all trials, by name. */
  settings: OptionTexts;
  /** The factors besides the generator: the name of each, and its levels. */
  levels: Readonly<Record<string, readonly string[]>>;
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
  settings: {},
  levels: {},
  design: '',
  rest: null,
};

/** What can be set or varied, by name. */
export type Known = Readonly<Record<string, GeneratorOption>>;

/** The settings of every trial, and the options of the chosen generators. */
export function knownOptions(
  generators: readonly GeneratorDescription[],
  chosen: readonly string[],
  { settings }: Pick<RecipeLimits, 'settings'>,
): Known {
  const options = generators.filter(({ name }) => chosen.includes(name)).flatMap((one) => one.options);
  return Object.fromEntries([...options, ...settings].map((option) => [option.name, option]));
}

export type DraftErrors = Partial<Record<Exclude<keyof Draft, 'levels' | 'settings'>, string>> & {
  settings?: Readonly<Record<string, string>>;
  levels?: Readonly<Record<string, string>>;
};

export function errorsOf(
  draft: Draft,
  { maxRepeats }: Pick<RecipeLimits, 'maxRepeats'>,
  known: Known = {},
): DraftErrors {
  const errors: DraftErrors = {};
  if (draft.name.trim() === '') errors.name = 'Enter a name.';
  if (draft.generators.length === 0) errors.generators = 'Choose at least one generator.';
  if (draft.rows !== '' && !isWhole(draft.rows, 1))
    errors.rows = 'Enter a whole number of at least 1, or leave the field empty.';
  if (!isWhole(draft.repeats, 1) || Number(draft.repeats) > maxRepeats)
    errors.repeats = `Enter a whole number from 1 to ${maxRepeats}.`;
  if (!isWhole(draft.seed, 0)) errors.seed = 'Enter a whole number of at least 0.';
  const foreign = (name: string) =>
    Object.keys(known).length > 0 && !(name in known)
      ? 'None of the selected generators has this option. Remove it.'
      : undefined;
  const settings = eachError(draft.settings, (name, text) =>
    text.trim() === ''
      ? 'Enter a value, or remove the setting.'
      : (foreign(name) ?? wrong(known[name], text.trim())),
  );
  if (settings) errors.settings = settings;
  const levels = eachError(draft.levels, (name, texts) => foreign(name) ?? levelsError(known[name], texts));
  if (levels) errors.levels = levels;
  return errors;
}

function eachError<T>(
  values: Readonly<Record<string, T>>,
  check: (name: string, value: T) => string | undefined,
): Readonly<Record<string, string>> | undefined {
  const found = Object.entries(values).flatMap(([name, value]) => {
    const error = check(name, value);
    return error ? [[name, error]] : [];
  });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

function levelsError(option: GeneratorOption | undefined, texts: readonly string[]): string | undefined {
  const typed = filled(texts);
  if (new Set(typed).size < typed.length) return 'A value is listed twice.';
  if (typed.length < 2) return 'Enter two or more values.';
  return typed.map((text) => wrong(option, text)).find((error) => error !== undefined);
}

function filled(texts: readonly string[]): readonly string[] {
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

/** The settings of a trial that stand in the recipe under a name of their own, and not among the options. */
const FIELDS = {
  'seed-rows': 'seedRows',
  'synthetic-ratio': 'syntheticRatio',
  downstream: 'downstream',
} as const;

/** The form of a recipe. */
export function draftOf(recipe: Recipe, generators: readonly string[]): Draft {
  const { base } = recipe;
  const fields = Object.entries(FIELDS).flatMap(([name, field]) =>
    base[field] == null ? [] : [[name, String(base[field])]],
  );
  return {
    name: recipe.name,
    question: recipe.question ?? '',
    generators,
    rows: base.rows == null ? '' : String(base.rows),
    repeats: String(recipe.repeats),
    target: recipe.data.target ?? '',
    seed: String(base.seed),
    settings: { ...Object.fromEntries(fields), ...textsOf(base.options) },
    levels: Object.fromEntries(
      Object.entries(recipe.factors)
        .filter(([name]) => name !== 'generator')
        .map(([name, levels]) => [name, levels.map(String)]),
    ),
    design: recipe.design?.kind ?? '',
    rest: recipe,
  };
}

/** The recipe of a form, with the default where a field is wrong. One generator is a setting, several are a factor. */
export function recipeOf(draft: Draft, seedName: string, limits: RecipeLimits, known: Known = {}): Recipe {
  const [first = 'auto'] = draft.generators;
  const question = draft.question.trim();
  const { rest, settings } = draft;
  const options = Object.entries(settings).filter(([name, text]) => !(name in FIELDS) && text.trim() !== '');
  const varied = Object.entries(draft.levels).map(
    ([name, texts]) => [name, filled(texts).map((text) => valueOf(known[name], text))] as const,
  );
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
      seedRows: positive(settings['seed-rows']),
      syntheticRatio: positive(settings['synthetic-ratio']),
      downstream: settings.downstream || null,
      options: Object.fromEntries(options.map(([name, text]) => [name, valueOf(known[name], text.trim())])),
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

function positive(text: string | undefined): number | null {
  return Number(text) > 0 && Number.isFinite(Number(text)) ? Number(text) : null;
}

function isWhole(text: string, least: number): boolean {
  return /^\d{1,15}$/.test(text) && Number(text) >= least;
}
