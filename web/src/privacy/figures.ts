import type { LedgerEntry } from '../api/types';

/** ε with up to four decimals: 1.4371. */
export function epsilonText(value: number): string {
  return String(Number(value.toFixed(4)));
}

/** ρ with four significant digits, since it is often small. */
export function rhoText(value: number): string {
  return value === 0 ? '0' : String(Number(value.toPrecision(4)));
}

/** The entries that are charged, newest first, each with the entries that are part of it. */
export function grouped(
  entries: readonly LedgerEntry[],
): readonly { entry: LedgerEntry; details: readonly LedgerEntry[] }[] {
  return entries
    .filter(({ within }) => within == null)
    .map((entry) => ({ entry, details: entries.filter(({ within }) => within === entry.number) }))
    .reverse();
}
