import type { Verdict as Outcome } from '../../../api/types';
import type { Summary } from './documents';
import type { Verdict } from './trialDocument';

/** How bad each outcome is, as src/Core/Verdicts.cs has it: the worst of several stands for them all. */
const SEVERITY: Readonly<Record<Outcome, number>> = {
  pass: 0,
  'not-measured': 1,
  underpowered: 2,
  invalid: 3,
  fail: 4,
};

export function isOutcome(text: unknown): text is Outcome {
  return typeof text === 'string' && Object.hasOwn(SEVERITY, text);
}

export const GATES: readonly string[] = ['not-a-copy', 'private', 'useful', 'valid', 'faithful'];

export function severity(outcome: Outcome): number {
  return SEVERITY[outcome];
}

/**
 * The verdict on a run: the worst among the repeats of its leading cell, as src/Core/Runs/RunVerdict.cs has it. Null
 * where no trial of the cell was judged.
 */
export function runVerdict(trials: Summary['trials'], best: number | null): Verdict | null {
  const judged = trials
    .filter(({ results }) => results.cell === best)
    .flatMap(({ verdict }) => verdict ?? []);
  const [worst] = judged.toSorted((one, other) => severity(other.outcome) - severity(one.outcome));
  if (!worst || judged.length === 1) return worst ?? null;
  const same = judged.filter(({ outcome }) => outcome === worst.outcome).length;
  const failed = new Set(judged.flatMap(({ failedGates }) => failedGates ?? []));
  const failedGates = GATES.filter((gate) => failed.has(gate));
  return {
    outcome: worst.outcome,
    sentence: `${worst.sentence} Judged so in ${same} of ${judged.length} repeats.`,
    ...(failedGates.length > 0 ? { failedGates } : {}),
  };
}
