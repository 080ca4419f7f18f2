import type { PackFault } from '../../../api/types';
import type { Bytes } from './bytes';
import { Check, malformed } from './check';
import {
  parseModel,
  parseReport,
  parseSeed,
  parseSummary,
  type Lineage,
  type Statement,
  type Summary,
} from './documents';
import { parseTrial } from './trialDocument';
import { checkFigures } from './figures';
import { followsFromGates } from './gates';
import { claimWords, runWords } from './privacy';
import { runVerdict } from './verdict';

const STATEMENT = 'https://in-toto.io/Statement/v1';
const EVIDENCE = 'https://aethergen.ai/evidence/v1';

/** The faults where the statement is of another kind than evidence, or carries a proof of an unknown kind. */
export function kindFaults({ type, predicateType, proofKinds }: Statement): readonly PackFault[] {
  return [
    ...(type === STATEMENT ? [] : [notEvidence('_type')]),
    ...(predicateType === EVIDENCE ? [] : [notEvidence('predicateType')]),
    ...proofKinds.map((kind) => ({
      file: 'manifest.json',
      code: 'pack.unknown-proof',
      reason: `it carries a proof of kind '${kind.slice(0, 100)}', which this page cannot verify`,
    })),
  ];
}

/**
 * The faults where the statement's claims about the run contradict the files of the pack. The list of claims stands in
 * docs/6-evidence.md; src/Core/Evidence/PackClaims.cs checks the same, in the same order, and tests/vectors/packs holds
 * a forged pack for each.
 */
export function claimFaults(
  statement: Statement,
  digests: ReadonlyMap<string, string>,
  documents: ReadonlyMap<string, Bytes>,
  rows: ReadonlyMap<string, number>,
): readonly PackFault[] {
  const check = new Check(digests, documents);
  check.same(statement.recipeHash, digests.get('recipe.json'), 'recipe.json', 'the recipe’s hash');
  check.same(statement.schemaHash, digests.get('schema.json'), 'schema.json', 'the schema’s hash');
  const seed = check.parse('seed.json', parseSeed);
  if (seed) check.same(statement.datasetVersion, seed.sha256, 'seed.json', 'the seed’s hash');

  const summary = check.parse('summary.json', parseSummary);
  if (!summary) return check.faults;
  if (!areDistinct(statement.lineage.map(({ trial }) => trial)))
    return [...check.faults, malformed('manifest.json')];
  if (!areDistinct(summary.trials.map(({ name }) => name)))
    return [...check.faults, malformed('summary.json')];

  checkSummary(statement, summary, check);
  for (const lineage of statement.lineage) checkTrial(lineage, statement.datasetVersion, check);

  const unfounded: PackFault[] = [];
  const records = summary.trials.flatMap((trial) => {
    const file = fileOf(trial.name, 'trial.json');
    const record = check.peek(file, parseTrial);
    if (record) check.same(trial.results, record.results, file, 'the trial’s result');
    const report = checkReport(trial, check);
    if (report && !followsFromGates(report)) unfounded.push(notOfItsGates(fileOf(trial.name, 'report.json')));
    return record ?? [];
  });
  const verdict = runVerdict(summary.trials, summary.best);
  check.same(
    summary.verdict,
    verdict,
    'summary.json',
    'the verdict, as the trials of the leading cell have it,',
  );
  check.same(
    statement.epsilon,
    runWords(records, seed?.byPosition ?? false),
    'summary.json',
    'ε, as the trials’ own records have it,',
  );
  check.faults.push(...unfounded);
  if (check.faults.length === 0 && seed) checkFigures(statement, summary, seed, records, rows, check);
  return check.faults;
}

function checkSummary(statement: Statement, summary: Summary, check: Check) {
  const same = (said: unknown, found: unknown, what: string) => check.same(said, found, 'summary.json', what);
  same(statement.recipeHash, summary.recipeHash, 'the recipe’s hash');
  same(statement.schemaHash, summary.schemaHash, 'the schema’s hash');
  same(statement.datasetVersion, summary.datasetVersion, 'the seed’s hash');
  same(statement.epsilon, summary.epsilon, 'ε');
  same(statement.realShare, summary.realShare, 'the real share');
  same(statement.syntheticRatio, summary.syntheticRatio, 'the synthetic ratio');
  same(statement.cost, summary.cost, 'the cost');
  same(statement.ablationSummary, summary.ablationSummary, 'the ablation summary');
  const metrics = Object.fromEntries(summary.trials.map(({ name, measures }) => [name, measures]));
  same(statement.metrics, metrics, 'a metric');
  const finished = summary.trials.filter(({ failed }) => !failed).map(({ name }) => name);
  same(
    statement.lineage.map(({ trial }) => trial),
    finished,
    'which trials have a lineage',
  );
  const models = Object.fromEntries(statement.lineage.map(({ trial, model }) => [trial, model]));
  check.same(statement.modelHashes, models, 'manifest.json', 'a model’s hash');
}

/** Trials of earlier versions have no verdict, though their reports have one. */
function checkReport({ name, failed, verdict }: Summary['trials'][number], check: Check) {
  if (failed) return null;
  const file = fileOf(name, 'report.json');
  const report = check.parse(file, parseReport);
  if (report) check.same(verdict, verdict && report.verdict, file, 'the report’s verdict');
  return report;
}

function checkTrial(lineage: Lineage, dataset: string, check: Check) {
  const { trial, train, graph } = lineage;
  const file = (hash: string, name: string) =>
    check.same(hash, check.digests.get(fileOf(trial, name)), fileOf(trial, name), 'its hash in the lineage');

  check.same(lineage.seed, dataset, 'manifest.json', 'the seed’s hash in the lineage');
  file(lineage.model, 'model/model.json');
  file(graph, 'model/sampler.onnx');
  file(lineage.rows, 'synthetic.csv');
  file(lineage.report, 'report.json');

  const schema = lineage.block === 1 ? 'schema.json' : `schema-b${lineage.block}.json`;
  let name = fileOf(trial, 'trial.json');
  const record = check.parse(name, parseTrial);
  if (record) {
    check.same(lineage.block, record.block, name, 'the data set that it is on');
    check.same(check.digests.get(schema), record.schemaHash, name, 'the schema’s hash');
    check.same(train, record.trainHash, name, 'the hash of the rows that the generator saw');
    for (const { file: kept, hash } of record.files) file(hash, kept);
  }

  name = fileOf(trial, 'model/model.json');
  const model = check.parse(name, parseModel);
  if (!model) return;
  check.same(graph, model.graphHash, name, 'the hash of its graph');
  const unlessWithheld = (claimed: string | undefined, found: string, what: string) => {
    const withheld = model.privacy !== null && found === 'withheld';
    if (!withheld) check.same(claimed, found, name, what);
  };
  unlessWithheld(check.digests.get(schema), model.schemaHash, 'the schema’s hash');
  unlessWithheld(train, model.seedHash, 'the hash of the rows that the generator saw');
  if (!record) return;
  check.same(
    record.privacy && claimWords(record.privacy),
    model.privacy && claimWords(model.privacy),
    name,
    'what is claimed of its differential privacy',
  );
}

function fileOf(trial: string, file: string): string {
  return `trials/${trial}/${file}`;
}

function areDistinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

function notOfItsGates(file: string): PackFault {
  const reason = 'its verdict does not follow from the gates beside it';
  return { file, code: 'pack.contradiction', reason };
}

function notEvidence(field: string): PackFault {
  return {
    file: 'manifest.json',
    code: 'pack.not-evidence',
    reason: `its '${field}' is not that of evidence of this kind`,
  };
}
