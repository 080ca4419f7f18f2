import { TOLERANCE } from './near';

/** A share in percent, as cards write it: `CardText.Percent` in src/Core. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** A figure, as cards write it: `CardText.Number` in src/Core. */
export function figure(value: number): string {
  const size = Math.abs(value);
  const text = value.toFixed(decimals(size));
  if (/^-?[0.]+$/.test(text)) return text.replace('-', '');
  return (size >= 10_000 ? grouped(text) : shortened(text, size)).replace('-', '−');
}

function decimals(size: number): number {
  if (size >= 10_000) return 0;
  if (size >= 100) return 1;
  if (size >= 10) return 2;
  return size > 0 && size < 0.001 ? 6 : 3;
}

/** Of six decimals at least four stay. */
function shortened(text: string, size: number): string {
  return size > 0 && size < 0.001 ? text.replace(/0{1,2}$/, '') : text;
}

function grouped(text: string): string {
  return text.replace(/\B(?=(\d{3})+$)/g, ',');
}

/**
 * Whether a sentence has the figure, or one that is the same up to the tenth digit: .NET writes 0.2875 as 28.8 %,
 * though as a binary number it lies below.
 */
export function namesFigure(sentence: string, value: number): boolean {
  const same = [value, value * (1 - TOLERANCE), value * (1 + TOLERANCE)];
  return same.some((near) => sentence.includes(percent(near)) || sentence.includes(figure(near)));
}
