import type { Recipe } from '../api/types';
import { levelWord, settingWord } from './settings';

/** The names of the generators that a recipe's trials use. */
export function generatorsOf(recipe: Recipe): readonly string[] {
  const swept = recipe.factors?.generator?.filter((level) => typeof level === 'string');
  return swept && swept.length > 0 ? swept : [recipe.base?.generator ?? 'auto'];
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
