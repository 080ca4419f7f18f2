import type { Verdict as Outcome } from '../../../api/types';
import { boolean, instant, list, number, or, read, record, text, whole } from './values';
import { isOutcome } from './verdict';

export type Envelope = { payload: string; payloadType: string; signature: { keyid: string; sig: string } };

export type Lineage = {
  trial: string;
  seed: string;
  train: string;
  model: string;
  graph: string;
  rows: string;
  report: string;
  block: number;
};

/** The parts of an in-toto statement of evidence that are checked and shown. */
export type Statement = {
  type: string;
  predicateType: string;
  files: readonly { name: string; sha256: string }[];
  recipeHash: string;
  schemaHash: string;
  datasetVersion: string;
  epsilon: string;
  realShare: unknown;
  syntheticRatio: unknown;
  ablationSummary: unknown;
  answer: string;
  metrics: unknown;
  cost: unknown;
  modelHashes: unknown;
  software: string;
  lineage: readonly Lineage[];
  proofKinds: readonly string[];
  /** The SHA-256 of each file's bytes in the zip; null in older statements, which do not list them. */
  compressed: ReadonlyMap<string, string> | null;
};

/** Reads a DSSE envelope with exactly one signature; null where it is none. */
export function parseEnvelope(json: string): Envelope | null {
  return read(json, (document) => {
    const signatures = list(document.signatures);
    if (signatures.length !== 1) throw new TypeError();
    const signature = record(signatures[0]);
    return {
      payload: text(document.payload),
      payloadType: text(document.payloadType),
      signature: { keyid: text(signature.keyid), sig: text(signature.sig) },
    };
  });
}

/** Reads a statement of evidence; null where it is none. */
export function parseStatement(json: string): Statement | null {
  return read(json, (document) => {
    const predicate = record(document.predicate);
    return {
      type: text(document._type),
      predicateType: text(document.predicateType),
      files: list(document.subject).map((subject) => {
        const { name, digest } = record(subject);
        return { name: text(name), sha256: text(record(digest).sha256) };
      }),
      recipeHash: text(predicate.recipeHash),
      schemaHash: text(predicate.schemaHash),
      datasetVersion: text(predicate.datasetVersion),
      epsilon: text(predicate.epsilon),
      realShare: predicate.realShare,
      syntheticRatio: predicate.syntheticRatio,
      ablationSummary: predicate.ablationSummary,
      answer: text(record(predicate.ablationSummary).answer),
      metrics: record(predicate.metrics),
      cost: record(predicate.cost),
      modelHashes: record(predicate.modelHashes),
      software: text(predicate.software),
      lineage: list(predicate.lineage).map((item) => {
        const { trial, seed, train, model, graph, rows, report, block } = record(item);
        return {
          trial: text(trial),
          seed: text(seed),
          train: text(train),
          model: text(model),
          graph: text(graph),
          rows: text(rows),
          report: text(report),
          block: whole(or(block, 1)),
        };
      }),
      proofKinds: list(predicate.proofs).map((proof) => text(record(proof).kind)),
      compressed:
        predicate.compressed == null
          ? null
          : new Map(Object.entries(record(predicate.compressed)).map(([name, hash]) => [name, text(hash)])),
    };
  });
}

/** The seed's record: what `seed.json` says of the real rows. */
export function parseSeed(json: string) {
  return read(json, (document) => ({
    sha256: text(document.sha256),
    byPosition: document.holdout == null && whole(or(document.version, 1)) < 2,
  }));
}

export type Summary = NonNullable<ReturnType<typeof parseSummary>>;

export function parseSummary(json: string) {
  return read(json, (document) => ({
    recipeHash: text(document.recipeHash),
    schemaHash: text(document.schemaHash),
    datasetVersion: text(document.datasetVersion),
    epsilon: text(or(document.epsilon, 'none')),
    realShare: document.realShare,
    syntheticRatio: document.syntheticRatio,
    cost: record(document.cost),
    ablationSummary: {
      question: document.question ?? undefined,
      answer: text(document.answer),
      cells: list(document.cells),
      verdict: document.verdict ?? undefined,
    },
    best: document.best == null ? null : whole(document.best),
    verdict: verdictOf(document.verdict),
    trials: list(document.trials).map((item) => {
      const trial = record(item);
      return {
        name: text(trial.name),
        measures: record(trial.measures),
        failed: trial.failure != null,
        verdict: verdictOf(trial.verdict),
        results: resultsOf(trial),
      };
    }),
  }));
}

export type TrialRecord = NonNullable<ReturnType<typeof parseTrial>>;

export function parseTrial(json: string) {
  return read(json, (document) => ({
    name: text(document.name),
    generator: text(document.generator),
    block: whole(or(document.block, 1)),
    schemaHash: text(document.schemaHash),
    trainHash: text(document.trainHash),
    files: Object.entries(record(or(document.files, {}))).map(([file, hash]) => ({ file, hash: text(hash) })),
    stages: list(or(document.stages, [])).map((stage) => text(record(stage).stage)),
    privacy: document.privacy == null ? null : privacyClaim(document.privacy),
    results: resultsOf(document.failure == null ? document : { ...document, measures: {}, verdict: null }),
  }));
}

/** What the summary and a trial's own record both say of the trial; a refused trial has no measures. */
function resultsOf({ cell, repeat, block, measures, failure, verdict }: Readonly<Record<string, unknown>>) {
  return {
    cell,
    repeat,
    block: whole(or(block, 1)),
    measures: record(or(measures, {})),
    failure: failure ?? undefined,
    verdict: verdictOf(verdict) ?? undefined,
  };
}

export type Verdict = { outcome: Outcome; sentence: string; failedGates?: readonly string[] };

function outcomeOf(value: unknown): Outcome {
  if (!isOutcome(value)) throw new TypeError();
  return value;
}

function verdictOf(value: unknown): Verdict | null {
  if (value == null) return null;
  const { outcome, sentence, failedGates } = record(value);
  return {
    outcome: outcomeOf(outcome),
    sentence: text(sentence),
    ...(failedGates == null ? {} : { failedGates: list(failedGates).map(text) }),
  };
}

export type Report = NonNullable<ReturnType<typeof parseReport>>;

/** What is read of a trial's report. */
export function parseReport(json: string) {
  return read(json, (document) => ({
    version: whole(or(document.version, 0)),
    verdict: verdictOf(document.verdict),
    gates: list(or(document.gates, [])).map((item) => {
      const { name, verdict, sentence } = record(item);
      return { name: text(name), verdict: outcomeOf(verdict), sentence: text(sentence) };
    }),
    blocked: list(or(document.notMeasured, []))
      .map((item) => {
        const { name, reason, blocks } = record(item);
        return { name: text(name), reason: text(reason), blocks: boolean(or(blocks, true)) };
      })
      .some(({ blocks }) => blocks),
  }));
}

export type ModelManifest = NonNullable<ReturnType<typeof parseModel>>;

export function parseModel(json: string) {
  return read(json, (document) => ({
    graphHash: text(document.graphHash),
    schemaHash: text(document.askedSchemaHash ?? document.schemaHash),
    seedHash: text(record(document.provenance).seedHash),
    privacy: document.privacyClaim == null ? null : privacyClaim(document.privacyClaim),
  }));
}

export type PrivacyClaim = ReturnType<typeof privacyClaim>;

function privacyClaim(value: unknown) {
  const claim = record(value);
  const { entity, rows } = record(claim.unit);
  return {
    epsilon: number(claim.epsilon),
    delta: number(claim.delta),
    unit: { entity: entity == null ? null : text(entity), rows: whole(rows) },
    adjacency: text(or(claim.adjacency, 'add/remove')),
    withheld: list(claim.withheld).map(text),
    entries: list(claim.entries).map((item) => {
      const { number: place, at, run, rho, delta, within } = record(item);
      return {
        id: `${text(run)} ${whole(place)} ${instant(at)}`,
        rho: number(rho),
        delta: number(or(delta, 0)),
        charged: within == null,
      };
    }),
  };
}
