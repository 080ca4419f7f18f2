import type { Bytes } from './bytes';
import { checkCard } from './cards';
import { cellsOf, cut, kpisOf } from './cells';
import type { Check } from './check';
import { parseModel, parseRecipe, type Recipe, type Seed, type Statement, type Summary } from './documents';
import { sumOfCosts, type TrialRecord } from './trialDocument';
import { runPrivacy } from './privacy';
import { checkReport } from './reports';

const KPIS_OF_THE_RUN: readonly unknown[] = ['cost', 'time-to-first-result', 'time-to-results'];

/**
 * Checks that figures which stand in several documents, or follow from those of another, are the same: from claim 32 of
 * docs/6-evidence.md on, in the order of src/Core/Evidence/PackFigures.cs.
 */
export function checkFigures(
  statement: Statement,
  summary: Summary,
  seed: Seed,
  records: readonly TrialRecord[],
  rows: ReadonlyMap<string, number>,
  check: Check,
) {
  const recipe = check.parse('recipe.json', parseRecipe);
  if (!recipe) return;
  checkSummary(statement, summary, seed, records, recipe, check);
  for (const record of records.filter(({ results }) => !results.failure)) {
    checkTrial(record, seed, recipe, rows, check);
    checkReport(record, check);
  }
  checkCard(summary, seed, recipe, check);
}

function checkSummary(
  statement: Statement,
  summary: Summary,
  seed: Seed,
  records: readonly TrialRecord[],
  recipe: Recipe,
  check: Check,
) {
  const near = (said: unknown, found: unknown, what: string) => check.near(said, found, 'summary.json', what);
  near(
    cut(summary.ablationSummary.cells),
    cellsOf(summary.trials, recipe),
    'what the trials of a cell come to',
  );
  const made = records.flatMap(({ results, sampled, trainRows }) =>
    results.failure || sampled === undefined ? [] : { trainRows, sampled },
  );
  near(
    { realShare: summary.realShare, syntheticRatio: summary.syntheticRatio, cost: summary.cost },
    {
      ...(made.length > 0 && {
        realShare: Math.max(...made.map(({ trainRows, sampled }) => trainRows / (trainRows + sampled))),
        syntheticRatio: Math.min(...made.map(({ trainRows, sampled }) => sampled / trainRows)),
      }),
      cost: sumOfCosts(
        records.map(({ costs }) =>
          sumOfCosts(costs.filter(({ from }) => from === null).map(({ cost }) => cost)),
        ),
      ),
    },
    'shares or costs, as the trials’ own records have them,',
  );
  near(
    summary.privacy,
    runPrivacy(records, seed.byPosition),
    'the privacy that was spent, as the trials’ own records have it,',
  );
  near(
    summary.kpis.filter(({ name }) => !KPIS_OF_THE_RUN.includes(name)).map(judged),
    kpisOf(records, summary.best, recipe.overlap).map(judged),
    'a key figure of the leading cell',
  );
  check.near(
    { name: summary.name, question: summary.ablationSummary.question },
    { name: recipe.name, question: recipe.question },
    'recipe.json',
    'the run’s name or question',
  );
  near(statement.software, summary.software, 'the program');
}

/** What two documents say of a key figure in numbers and verdicts. */
export function judged({ name, value, interval, verdict, limit }: Readonly<Record<string, unknown>>) {
  return { name, value, interval, verdict, limit };
}

function checkTrial(
  record: TrialRecord,
  seed: Seed,
  recipe: Recipe,
  rows: ReadonlyMap<string, number>,
  check: Check,
) {
  const data = record.block === 1 ? seed : seed.blocks[record.block - 2];
  const split = data?.splits.find((one) => one.seed === record.settings.seed);
  const isOfSplit =
    split !== undefined &&
    record.holdoutRows === split.holdoutRows &&
    record.holdoutHash === split.holdoutHash &&
    (recipe.drawsSeedRows ? record.trainRows <= split.trainRows : record.trainRows === split.trainRows) &&
    (data?.hasHoldout === true || data?.rows === split.trainRows + split.holdoutRows) &&
    (record.trainRows < split.trainRows || record.trainHash === split.trainHash);
  check.require(isOfSplit, 'seed.json', `how the rows of ${record.name} were split`);

  const csv = `trials/${record.name}/synthetic.csv`;
  check.near(record.sampled, rows.get(csv) ?? 0, csv, 'the number of rows');

  const file = `trials/${record.name}/model/model.json`;
  const model = check.parse(file, parseModel);
  if (!model) return;
  check.near(record.generator, model.generator, file, 'the generator');
  const isWithheld = model.privacy !== null && model.seedRows === 0;
  check.require(
    isWithheld || model.seedRows === record.trainRows,
    file,
    'the number of rows that the generator saw',
  );
  check.near(record.claim, model.claim, file, 'the privacy that it spent');
}

/** How many rows a CSV file has below its header. A line break between quotes is part of a cell. */
export function countRows(csv: Bytes): number {
  let [lines, quoted, open] = [0, false, false];
  for (const byte of csv) {
    if (byte === 0x22) quoted = !quoted;
    const ends = byte === 0x0a && !quoted;
    if (ends) lines++;
    open = !ends;
  }
  return Math.max(0, lines + (open ? 1 : 0) - 1);
}
