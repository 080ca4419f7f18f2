import type { Recipe } from '../api/types';
import { levelWord, settingWord } from './settings';

/** The names of the generators that a recipe's trials use. */
export function generatorsOf(recipe: Recipe): readonly string[] {
  const swept = recipe.factors?.generator?.filter((level) => typeof level === 'string');
  return swept && swept.length > 0 ? swept : [recipe.base?.generator ?? 'auto'];
}

/** How many trials a recipe has: every combination of levels, times the repeats. */
export function trialsOf(recipe: Recipe): number {
  const cells = Object.values(recipe.factors ?? {}).reduce(
    (product, levels) => product * Math.max(1, levels.length),
    1,
  );
  return cells * (recipe.repeats ?? 1);
}

/** Levels in words: "Copula, rows 1000"; empty where nothing is varied. */
export function levelsText(levels: Readonly<Record<string, unknown>>): string {
  return Object.entries(levels)
    .map(([factor, level]) =>
      factor === 'generator'
        ? levelWord(factor, level)
        : `${settingWord(factor)} ${levelWord(factor, level)}`,
    )
    .join(', ');
}
