import { namesFigure } from './cardText';
import { cellsOf, intervalOf } from './cells';
import type { Check } from './check';
import { fromBase64 } from './bytes';
import {
  objectiveOf as readObjective,
  parseEnvelope,
  type Recipe,
  type Seed,
  type Summary,
} from './documents';
import { groupsOf } from './groups';
import { checkRanking, EPSILON, objectiveOf } from './ranking';
import { list, number, read, record, text, whole } from './values';

const CARD = 'card.json';
const SEAL = 'card.dsse.json';

/** Checks that the answer and the card say what the trials' measures say, as src/Core/Evidence/CardClaims.cs does. */
export function checkCard(summary: Summary, seed: Seed, recipe: Recipe, check: Check) {
  const trials = summary.trials.map(withCost);
  checkAnswer(summary, trials, recipe, check);
  if (!check.digests.has(CARD)) {
    checkRanking(summary, trials, recipe, null, check);
    return;
  }
  const card = check.parse(CARD, parseCard);
  if (!card) return;
  const near = (said: unknown, found: unknown, what: string) => check.near(said, found, CARD, what);
  const { question, answer, verdict } = summary.ablationSummary;
  near(
    card.answer,
    { name: summary.name, question, answer, verdict, best: summary.best === null ? [] : [summary.best] },
    'its answer',
  );
  near(
    card.trials,
    summary.trials.map(({ document }) => document),
    'a trial',
  );
  near(
    card.cells,
    summary.ablationSummary.cells.map((item) => {
      const { cell, levels, trials: count, failures } = record(item);
      return { cell, levels, trials: count, failures };
    }),
    'a cell',
  );
  near(
    card.privacy,
    { epsilon: summary.epsilon, trials: summary.privacy?.trials ?? {} },
    'the privacy that was spent',
  );
  near(
    card.cost,
    {
      ...summary.cost,
      reusedTrials: trials.filter(({ results }) => results.reusedFrom !== undefined).length,
      sharedFits: trials.filter(({ results }) => results.fitFrom !== undefined).length,
    },
    'the cost',
  );
  near(
    card.origin,
    {
      recipeHash: summary.recipeHash,
      schemaHash: summary.schemaHash,
      software: summary.software,
      datasets: [seed, ...seed.blocks].map(({ name, sha256 }) => ({ name, sha256 })),
    },
    'its origin',
  );
  near(card.estimates, estimatesOf(trials, recipe), 'what the trials of a cell come to');
  checkRanking(summary, trials, recipe, card, check);
  checkSeal(check);
}

type Trials = ReturnType<typeof withCost>[];

/** A trial's cost and time are measures too, in its card. */
function withCost(trial: Summary['trials'][number]) {
  const { wallSeconds, cpuSeconds, peakMemoryBytes } = trial.results.cost;
  return {
    ...trial,
    results: {
      ...trial.results,
      measures: {
        ...trial.results.measures,
        'cost.wall-seconds': number(wallSeconds),
        'cost.cpu-seconds': number(cpuSeconds),
        'cost.peak-memory-mib': number(peakMemoryBytes) / 1048576,
      },
    },
  };
}

/** What the cells' trials come to, by measure. */
function estimatesOf(trials: Trials, recipe: Recipe) {
  const all = cellsOf(trials, recipe).flatMap(({ cell, measures }) =>
    measures.map(({ name, mean, interval, repeats }) => ({
      name,
      estimate: { cell, mean, interval, repeats },
    })),
  );
  return Object.fromEntries(
    groupsOf(all, ({ name }) => name).map(([name, own]) => [name, own.map(({ estimate }) => estimate)]),
  );
}

/** An answer that names a cell gives its mean of the objective. */
function checkAnswer({ ablationSummary, best }: Summary, trials: Trials, recipe: Recipe, check: Check) {
  const { answer } = ablationSummary;
  if (answer === '') return; // the run has no card
  const objective = objectiveOf(recipe, trials).measure;
  const estimate = estimatesOf(trials, recipe)[objective]?.find(({ cell }) => cell === best);
  const isNamed = estimate !== undefined && namesFigure(answer, estimate.mean);
  const isUnanswered = answer.startsWith('Not answered');
  const named = objective === EPSILON || isNamed;
  check.require(best === null ? isUnanswered : named, 'summary.json', 'the answer, by the trials’ measures,');
}

/** The files that the card's own signature covers are those of the pack. */
function checkSeal(check: Check) {
  if (!check.digests.has(SEAL)) return;
  const envelope = check.parse(SEAL, parseEnvelope);
  if (!envelope) return;
  const payload = fromBase64(envelope.payload);
  const subjects = payload && parseSubjects(new TextDecoder().decode(payload));
  check.require(
    subjects !== null && subjects.every(({ name, sha256 }) => check.digests.get(name) === sha256),
    SEAL,
    'a file that the card’s signature covers',
  );
}

function parseSubjects(json: string) {
  return read(json, (document) =>
    list(document.subject).map((item) => {
      const { name, digest } = record(item);
      return { name: text(name), sha256: text(record(digest).sha256) };
    }),
  );
}

export function parseCard(json: string) {
  return read(json, (document) => {
    const cells = list(document.cells).map(record);
    const analysis = record(document.analysis);
    const privacy = record(document.privacy);
    const cost = record(document.cost);
    const origin = record(document.origin);
    const best = cells.filter((cell) => cell.best === true).map(({ cell }) => cell);
    return {
      answer: {
        name: document.name,
        question: document.question ?? undefined,
        answer: text(document.answer),
        verdict: document.verdict ?? undefined,
        best,
      },
      trials: list(document.trials),
      cells: cells
        .filter(({ trials }) => whole(trials) > 0)
        .map(({ cell, levels, trials, failures }) => ({ cell, levels, trials, failures })),
      privacy: { epsilon: privacy.epsilon, trials: record(privacy.trials) },
      cost: {
        wallSeconds: cost.wallSeconds,
        cpuSeconds: cost.cpuSeconds,
        peakMemoryBytes: cost.peakMemoryBytes,
        reusedTrials: cost.reusedTrials,
        sharedFits: cost.sharedFits,
      },
      origin: {
        recipeHash: origin.recipeHash,
        schemaHash: origin.schemaHash,
        software: origin.software,
        datasets: list(origin.datasets),
      },
      cellCount: cells.length,
      objective: readObjective(document.objective),
      baseline: whole(analysis.baseline),
      estimates: Object.fromEntries(
        // one that stands twice has twice the cells
        groupsOf(list(analysis.measures).map(record), ({ name }) => text(name))
          .filter(([name]) => name !== EPSILON)
          .map(
            ([name, own]) =>
              [
                name,
                own.flatMap(({ cells: each }) => list(each).map((cell) => estimateOf(name, cell))),
              ] as const,
          )
          .filter(([, figures]) => figures.length > 0), // else no repeat has it on each data set
      ),
      ranking: analysis.ranking == null ? null : rankingOf(record(analysis.ranking)),
    };
  });
}

function estimateOf(measure: string, item: unknown) {
  const { cell, mean, interval, repeats } = record(item);
  return { cell, mean, interval: intervalOf(measure, interval), repeats };
}

function rankingOf({ objective, cells }: Readonly<Record<string, unknown>>) {
  return {
    objective: readObjective(objective),
    cells: list(cells).map((item) => {
      const { cell, value } = record(item);
      return { cell: whole(cell), value: number(value) };
    }),
  };
}
