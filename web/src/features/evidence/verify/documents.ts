import { outcomeOf, privacyClaim, resultsOf, verdictOf } from './trialDocument';
import { boolean, list, number, or, read, record, text, whole } from './values';

type Row = Readonly<Record<string, unknown>>;

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
    ...dataSetOf(document),
    byPosition: document.holdout == null && whole(or(document.version, 1)) < 2,
    blocks: document.blocks == null ? [] : list(document.blocks).map((block) => dataSetOf(record(block))),
  }));
}

export type Seed = NonNullable<ReturnType<typeof parseSeed>>;

function dataSetOf({ name, sha256, rows, holdout, splits }: Row) {
  return {
    name: text(name),
    sha256: text(sha256),
    rows: whole(rows),
    hasHoldout: holdout != null,
    splits: list(splits).map((item) => {
      const { seed, trainRows, trainHash, holdoutRows, holdoutHash } = record(item);
      return {
        seed: number(seed),
        trainRows: whole(trainRows),
        trainHash: text(trainHash),
        holdoutRows: whole(holdoutRows),
        holdoutHash: text(holdoutHash),
      };
    }),
  };
}

/** What is read of the recipe. */
export function parseRecipe(json: string) {
  return read(json, (document) => {
    const data = record(document.data);
    const blocks = data.blocks == null ? [] : list(data.blocks).map(record);
    const share = number(or(data.holdoutShare, 0.3));
    const splits = [data, ...blocks].some(({ holdout }) => holdout == null);
    return {
      name: text(document.name),
      question: document.question ?? undefined,
      objective: document.objective == null ? null : objectiveOf(document.objective),
      constraints: (document.constraints == null ? [] : list(document.constraints))
        .filter((item) => item !== null)
        .map(constraintOf),
      repeats: whole(or(document.repeats, 1)),
      hasBaseline: document.baseline != null,
      drawsSeedRows:
        record(document.base ?? {}).seedRows != null || 'seed-rows' in record(document.factors ?? {}),
      blocks: 1 + blocks.length,
      overlap: splits ? share / (1 - share) : 0,
    };
  });
}

/** A measure, and the direction in which cells are ranked by it. */
export function objectiveOf(value: unknown) {
  const { measure, goal } = record(value);
  const direction = or(goal, 'maximize');
  if (direction !== 'maximize' && direction !== 'minimize') throw new TypeError();
  return { measure: text(measure), goal: direction };
}

function constraintOf(value: unknown) {
  const { measure, atLeast, atMost } = record(value);
  return {
    measure: text(measure),
    atLeast: atLeast == null ? null : number(atLeast),
    atMost: atMost == null ? null : number(atMost),
  };
}

export type Recipe = NonNullable<ReturnType<typeof parseRecipe>>;

export type Summary = NonNullable<ReturnType<typeof parseSummary>>;

export function parseSummary(json: string) {
  return read(json, (document) => ({
    name: text(document.name),
    recipeHash: text(document.recipeHash),
    schemaHash: text(document.schemaHash),
    datasetVersion: text(document.datasetVersion),
    software: text(document.software),
    epsilon: text(or(document.epsilon, 'none')),
    privacy: document.privacy == null ? null : record(document.privacy),
    kpis: list(document.kpis).map(record),
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
        document: trial,
      };
    }),
  }));
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
    generator: text(document.generator),
    seedRows: whole(record(document.provenance).seedRows),
    claim: document.privacyClaim ?? undefined,
    schemaHash: text(document.askedSchemaHash ?? document.schemaHash),
    seedHash: text(record(document.provenance).seedHash),
    privacy: document.privacyClaim == null ? null : privacyClaim(document.privacyClaim),
  }));
}
