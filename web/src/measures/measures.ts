import type { KeyFigure, Measure, MeasureDescription, Measures } from '../api/types';
import { figure, words } from '../format/numbers';

let measures: ReadonlyMap<string, MeasureDescription> = new Map();
let keyFigures: ReadonlyMap<string, KeyFigure> = new Map();
let estimands: ReadonlyMap<Measure['estimand'], string> = new Map();

/** Takes what the server says of measures and key figures, before the first page renders. */
export function describeMeasures(described: Measures): void {
  measures = new Map([
    ...described.measures.map((measure) => [measure.name ?? measure.key, measure] as const),
    ...described.measures.map((measure) => [measure.key, measure] as const),
  ]);
  estimands = new Map(described.estimands.map(({ estimand, words: said }) => [estimand, said]));
  keyFigures = new Map(described.keyFigures.map((keyFigure) => [keyFigure.name, keyFigure]));
}

const KEY = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/;

/**
 * The measure of a name in a report ("pair-trends") or a key in a summary ("fidelity.pair-trends").
 * A measure that is not listed is described by its name; what is no key at all ("column 'age'") names itself.
 */
export function measureOf(
  key: string,
): Pick<MeasureDescription, 'title' | 'question' | 'meaning' | 'unit' | 'best'> {
  const text = KEY.test(key) ? words(key.slice(key.lastIndexOf('.') + 1)) : key;
  return measures.get(key) ?? { title: text, question: text, meaning: text, unit: '' };
}

/** The title of a measure with its unit: "cost.cpu-seconds" → "Processor time, s". */
export function nameOf(key: string): string {
  const { title, unit } = measureOf(key);
  return unit ? `${title}, ${unit}` : title;
}

/** What a value of the measure is compared with. */
export function referenceOf(key: string, reference: number | null | undefined): string | null {
  const { best } = measureOf(key);
  if (best == null) return reference == null ? null : `of ${figure(reference)}`;
  return reference == null ? `· best ${best}` : `· best ${best}, fresh real rows ${figure(reference)}`;
}

/** What a figure is an estimate for, in words. */
export function estimandOf(estimand: Measure['estimand']): string | null {
  return estimand == null ? null : (estimands.get(estimand) ?? null);
}

/** Undefined for a figure that the product is no longer held to. */
export function keyFigureOf(name: string): KeyFigure | undefined {
  return keyFigures.get(name);
}
