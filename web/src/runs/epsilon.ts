import type { RunSummary } from '../api/types';

/** A run's differential privacy in a word or two, for a list: "none", "withheld", or ε. */
export function epsilonWord(summary: RunSummary | null | undefined): string {
  const privacy = summary?.privacy;
  if (!privacy) return 'none';
  return privacy.withheld.length > 0 ? 'withheld' : epsilonFigure(privacy.epsilon);
}

/** A privacy claim as the start of a sentence. */
export function claimText(epsilon: string): string {
  return epsilon === 'none' ? 'No differential privacy' : epsilon.charAt(0).toUpperCase() + epsilon.slice(1);
}

/** 1.437143 → "1.438": rounded up, as a bound is. */
export function epsilonFigure(epsilon: number): string {
  return String(Math.ceil(epsilon * 1000 - 1e-6) / 1000);
}
