import type { RunSummary, TrialSummary } from '../../api/types';

const UTILITY = 'utility.ratio';
const INSTEAD = 'fidelity.pair-trends';

/**
 * The trial whose report stands for the run: of the leading cell the repeat in the middle by usefulness, and not
 * its luckiest one; of an even number the lower of the two in the middle.
 */
export function typicalTrial({ best, trials }: RunSummary): TrialSummary | undefined {
  const judged = trials.filter(({ failure }) => !failure);
  const repeats = judged.filter(({ cell }) => cell === best);
  const sorted = [...(repeats.length > 0 ? repeats : judged)].sort(
    (left, right) => figure(left) - figure(right),
  );
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

function figure({ measures }: TrialSummary): number {
  return measures[UTILITY] ?? measures[INSTEAD] ?? -Infinity;
}

/** Usefulness over all repeats of a trial's cell; null where it has one repeat, or was not measured. */
export function overRepeats({ cells }: RunSummary, { cell }: TrialSummary) {
  const found = cells.find((one) => one.cell === cell)?.measures.find(({ name }) => name === UTILITY);
  return found && found.repeats > 1 ? found : null;
}
