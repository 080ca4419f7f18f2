import type { parseCard } from './cards';
import { byRepeat } from './cells';
import type { Check } from './check';
import type { Recipe, Summary } from './documents';
import { groupsOf } from './groups';
import { isNear } from './near';
import { mean } from './statistics';

export const EPSILON = 'privacy.epsilon';
const GIVEN_UP = 'run.cell-given-up';

type Card = NonNullable<ReturnType<typeof parseCard>>;

type Trials = readonly Summary['trials'][number][];

/** What cells are ranked by, as src/Core/Cards/Analysis/MeasureGoals.cs has it. */
export function objectiveOf({ objective }: Recipe, trials: Trials) {
  const hasUtility = trials.some(({ failed, results }) => !failed && 'utility.ratio' in results.measures);
  return objective ?? { measure: hasUtility ? 'utility.ratio' : 'fidelity.column-shapes', goal: 'maximize' };
}

/**
 * Checks that the leading cell and the card's ranking follow from the trials' measures and the recipe, over all cells
 * that the product ranks, as src/Core/Evidence/RankingClaims.cs does.
 * @param trials Those of the summary, with their costs as measures
 * @param card Null where the pack has none
 */
export function checkRanking(
  { best, ablationSummary, trials: plain }: Summary,
  trials: Trials,
  recipe: Recipe,
  card: Card | null,
  check: Check,
) {
  const objective = objectiveOf(recipe, plain);
  if (objective.measure !== EPSILON) {
    const found = rankable(trials, plain, recipe, card, objective);
    const { ranked, certain, valueOf, sign } = found;
    check.require(
      isBest(best, card === null && ablationSummary.answer === '', found),
      'summary.json',
      'the leading cell, by the trials’ measures,',
    );
    checkObjective(card, objective, check);
    if (!card) return;
    const said = card.ranking?.cells;
    const isRanking =
      said !== undefined &&
      said.every(
        ({ value }, place) => place === 0 || sign * ((said[place - 1]?.value ?? value) - value) >= 0,
      ) &&
      said.every(({ cell, value }) => ranked.includes(cell) && isNear(value, valueOf(cell))) &&
      new Set(said.map(({ cell }) => cell)).size === said.length &&
      certain.every((cell) => said.some((one) => one.cell === cell)) &&
      (best === null || said[0]?.cell === best);
    check.require(isRanking, 'card.json', 'its ranking, by the trials’ measures,');
  } else {
    checkObjective(card, objective, check); // no trial's record has the ε that cells are ranked by
  }
}

function checkObjective(card: Card | null, wanted: ReturnType<typeof objectiveOf>, check: Check) {
  if (!card) return;
  const isWanted = [card.objective, card.ranking?.objective].every(
    (one) => one?.measure === wanted.measure && one.goal === wanted.goal,
  );
  check.require(isWanted, 'card.json', 'the objective, as the recipe has it,');
}

/** The cells that may be ranked, those of them that must be, and what each is ranked by. */
function rankable(
  trials: Trials,
  plain: Trials,
  recipe: Recipe,
  card: Card | null,
  objective: ReturnType<typeof objectiveOf>,
) {
  const byCell = new Map(groupsOf(trials, ({ results }) => results.cell));
  const cells = [...byCell.keys()].sort((one, other) => one - other);
  const finished = new Map(
    groupsOf(
      plain.filter(({ failed }) => !failed),
      ({ results }) => results.cell,
    ),
  );
  const repeats = (cell: number, measure: string) => {
    const own = (byCell.get(cell) ?? []).filter(({ failed }) => !failed);
    return new Map(
      byRepeat(own, measure)
        .filter(([, each]) => each.length === recipe.blocks)
        .map(([repeat, each]) => [repeat, mean(each)] as const),
    );
  };
  const isTooSeldom = (cell: number) => {
    const { size } = repeats(cell, objective.measure);
    return size === 0 || (size === 1 && recipe.repeats > 1);
  };
  // Successive halving gave the cell up: a trial of it was refused for that.
  const isStopped = (cell: number) =>
    (byCell.get(cell) ?? []).some(
      ({ results: { failure } }) =>
        typeof failure === 'object' && failure !== null && 'code' in failure && failure.code === GIVEN_UP,
    );
  const keeps = (cell: number) =>
    recipe.constraints
      .filter(({ measure }) => measure !== EPSILON)
      .every(({ measure, atLeast, atMost }) => {
        const value = mean([...repeats(cell, measure).values()]);
        return value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity);
      });
  // No trial's record has the ε that a constraint limits: any cell may break such a constraint.
  const isPrivate = recipe.constraints.some(({ measure }) => measure === EPSILON);
  // Only the first cell with the same trials is ranked, but cells with other trials may come to the same by chance.
  const hasTrialsOfAnother = (cell: number) =>
    cells.some(
      (other) =>
        other < cell && (finished.get(cell) ?? []).every((trial) => has(finished.get(other) ?? [], trial)),
    );
  const baseline = recipe.hasBaseline ? (card?.baseline ?? 1) : 1;
  const base = repeats(baseline, objective.measure);
  const valueOf = (cell: number) => {
    const own = repeats(cell, objective.measure);
    const apart = [...own].flatMap(([repeat, value]) => {
      const other = base.get(repeat);
      return other === undefined ? [] : value - other;
    });
    return cell !== baseline && apart.length > 0
      ? mean([...base.values()]) + mean(apart)
      : mean([...own.values()]);
  };
  const ranked = cells.filter((cell) => !isTooSeldom(cell) && !isStopped(cell) && keeps(cell));
  return {
    ranked,
    certain: ranked.filter((cell) => !isPrivate && !hasTrialsOfAnother(cell)),
    valueOf,
    sign: objective.goal === 'maximize' ? 1 : -1,
    hasNoRival:
      (card?.cellCount ?? cells.length) > 1 &&
      cells.every((cell) => ranked.includes(cell) || (isTooSeldom(cell) && !isStopped(cell))),
  };
}

function isBest(
  best: number | null,
  isBeforeCards: boolean,
  { ranked, certain, valueOf, sign, hasNoRival }: ReturnType<typeof rankable>,
) {
  if (best === null) return isBeforeCards || certain.length === 0 || (certain.length === 1 && hasNoRival);
  const value = valueOf(best);
  const leads = certain.every((cell) => isNear(value, valueOf(cell)) || sign * (value - valueOf(cell)) > 0);
  return ranked.includes(best) && leads && !(ranked.length === 1 && hasNoRival);
}

/** Whether one of the trials measured the same in the same repeat on the same data set. */
function has(trials: Trials, { results: one }: Trials[number]) {
  const measures = Object.entries(one.measures);
  return trials.some(
    ({ results }) =>
      results.repeat === one.repeat &&
      results.block === one.block &&
      Object.keys(results.measures).length === measures.length &&
      measures.every(([name, value]) => results.measures[name] === value),
  );
}
