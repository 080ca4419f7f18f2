/** z with P(Z ≤ z) = 0.95 and 0.975. */
export const NORMAL_95 = 1.6448536269514722;
export const NORMAL_975 = 1.959963984540054;

export type Interval = { low: number; high: number };

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The 95 % interval of a mean over repeats, as `PairedTest.Interval95` in src/Core has it; undefined below two values.
 * @param overlap How much repeats share.
 */
export function interval95(values: readonly number[], overlap: number): Interval | undefined {
  if (values.length < 2) return undefined;
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  const deviation = Math.sqrt(squares / (values.length - 1));
  const spread = deviation <= 1e-14 * Math.abs(middle) ? 0 : deviation;
  const reach = student975(values.length - 1) * spread * Math.sqrt(1 / values.length + overlap);
  return { low: middle - reach, high: middle + reach };
}

/** The interval of a measure's mean, a cost's cut at 0: `CostInterval` in src/Core. */
export function costInterval<T extends { low: number } | undefined>(measure: string, interval: T): T {
  return interval && measure.startsWith('cost.') ? { ...interval, low: Math.max(0, interval.low) } : interval;
}

/**
 * The t with P(|T| ≤ t) = 0.95, T of Student's distribution with a whole number of degrees of freedom. The probability
 * is a finite sum in θ = atan(t/√ν): Abramowitz & Stegun, 26.7.3 and 26.7.4.
 */
export function student975(freedom: number): number {
  let [low, high] = [0, Math.PI / 2];
  for (let halving = 0; halving < 100; halving++) {
    const middle = (low + high) / 2;
    if (inside(middle, freedom) < 0.95) low = middle;
    else high = middle;
  }
  return Math.sqrt(freedom) * Math.tan((low + high) / 2);
}

function inside(theta: number, freedom: number): number {
  const isOdd = freedom % 2 === 1;
  const [sine, cosine] = [Math.sin(theta), Math.cos(theta)];
  let term = isOdd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let step = isOdd ? 3 : 2; step < freedom; step += 2) {
    term *= (cosine * cosine * (step - 1)) / step;
    sum += term;
  }
  return isOdd ? (2 / Math.PI) * (theta + sine * sum) : sine * sum;
}

/** Newcombe's interval of the difference of two independent shares: `Proportion.NewcombeDifference` in src/Core. */
export function newcombe(hits: number, of: number, otherHits: number, ofOther: number): Interval {
  const [one, other] = [hits / of, otherHits / ofOther];
  const [first, second] = [wilson(one, of), wilson(other, ofOther)];
  return {
    low: one - other - Math.hypot(one - first.low, second.high - other),
    high: one - other + Math.hypot(first.high - one, other - second.low),
  };
}

function wilson(share: number, of: number): Interval {
  const square = NORMAL_975 ** 2;
  const middle = (share + square / (2 * of)) / (1 + square / of);
  const half =
    (NORMAL_975 / (1 + square / of)) * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
