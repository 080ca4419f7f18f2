import type { LedgerEntry } from '../api/types';

/** ε with as many digits as matter: 1.4371. */
export function epsilonText(value: number): string {
  return String(Number(value.toFixed(4)));
}

/** ρ, which is often small. */
export function rhoText(value: number): string {
  return value === 0 ? '0' : String(Number(value.toPrecision(4)));
}

/** Entries that count by themselves, newest first, each with the details that it paid for. */
export function grouped(
  entries: readonly LedgerEntry[],
): readonly { entry: LedgerEntry; details: readonly LedgerEntry[] }[] {
  return entries
    .filter(({ within }) => within == null)
    .map((entry) => ({ entry, details: entries.filter(({ within }) => within === entry.number) }))
    .reverse();
}
