import type { Report } from './documents';
import { GATES, severity } from './verdict';

/** From this version on every report has all gates. */
const FIRST_WITH_GATES = 5;

/**
 * Whether a report's verdict follows from the gates beside it, as src/Core/Evidence/JudgedReport.cs has it: the worst
 * of them decides, and is what its sentence begins with. Reports of earlier versions may lack the gates, or the list of
 * those that fail.
 */
export function followsFromGates({ version, verdict, gates, blocked }: Report): boolean {
  const isEarlier = version < FIRST_WITH_GATES;
  if (!verdict || (isEarlier && gates.length === 0)) return true;
  if (
    !same(
      gates.map(({ name }) => name),
      GATES,
    )
  )
    return false;

  const [worst] = gates.toSorted((one, other) => severity(other.verdict) - severity(one.verdict));
  const failed = gates.filter((gate) => gate.verdict === 'fail').map(({ name }) => name);
  const named = same(verdict.failedGates ?? [], failed) || (isEarlier && !verdict.failedGates);
  if (!worst || !named) return false;
  if (worst.verdict === 'pass') return verdict.outcome === (blocked ? 'not-measured' : 'pass');
  return verdict.outcome === worst.verdict && verdict.sentence.startsWith(worst.sentence);
}

function same(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one, place) => one === others[place]);
}
