import type { Verdict as Outcome } from '../../../api/types';
import { instant, list, number, or, read, record, text, whole } from './values';
import { isOutcome } from './verdict';

type Row = Readonly<Record<string, unknown>>;

export type TrialRecord = NonNullable<ReturnType<typeof parseTrial>>;

export function parseTrial(json: string) {
  return read(json, (document) => ({
    name: text(document.name),
    generator: text(document.generator),
    block: whole(or(document.block, 1)),
    schemaHash: text(document.schemaHash),
    trainHash: text(document.trainHash),
    trainRows: whole(document.trainRows),
    holdoutHash: text(document.holdoutHash),
    holdoutRows: whole(document.holdoutRows),
    settings: settingsOf(record(document.settings)),
    sampled: document.sampling == null ? undefined : number(record(document.sampling).rows),
    kpis: list(or(document.kpis, [])).map(record),
    claim: document.privacy ?? undefined,
    costs: list(or(document.stages, [])).map((item) => {
      const { from, cost } = record(item);
      return { from: from ?? null, cost: costOf(cost) };
    }),
    files: Object.entries(record(or(document.files, {}))).map(([file, hash]) => ({ file, hash: text(hash) })),
    stages: list(or(document.stages, [])).map((stage) => text(record(stage).stage)),
    privacy: document.privacy == null ? null : privacyClaim(document.privacy),
    results: resultsOf({
      ...document,
      rows: document.sampling == null ? 0 : record(document.sampling).rows,
      ...costOfStages(list(or(document.stages, [])).map(record), document.reusedFrom == null),
      ...(document.failure == null ? {} : { measures: {}, verdict: null }),
    }),
  }));
}

function settingsOf({ seed, downstream }: Row) {
  return {
    seed: number(or(seed, 1)),
    downstream: downstream == null ? null : text(downstream),
  };
}

/** What a trial's stages took together, and whose fit it shares. */
function costOfStages(stages: readonly Row[], ranItself: boolean) {
  const fit = stages.find(({ stage }) => stage === 'fitting');
  return {
    cost: sumOfCosts(stages.map(({ cost }) => costOf(cost))),
    fitFrom: ranItself ? fit?.from : undefined,
  };
}

export function sumOfCosts(costs: readonly ReturnType<typeof costOf>[]) {
  return {
    wallSeconds: costs.reduce((sum, { wallSeconds }) => sum + wallSeconds, 0),
    cpuSeconds: costs.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    peakMemoryBytes: Math.max(0, ...costs.map(({ peakMemoryBytes }) => peakMemoryBytes)),
  };
}

function costOf(value: unknown) {
  const { wallSeconds, cpuSeconds, peakMemoryBytes } = record(value);
  return {
    wallSeconds: number(wallSeconds),
    cpuSeconds: number(cpuSeconds),
    peakMemoryBytes: number(peakMemoryBytes),
  };
}

/** What the summary and a trial's own record both say of the trial; a refused trial has no measures. */
export function resultsOf(trial: Row) {
  const { measures, failure, verdict } = trial;
  return {
    cell: whole(trial.cell),
    repeat: whole(trial.repeat),
    block: whole(or(trial.block, 1)),
    levels: record(trial.levels),
    generator: text(trial.generator),
    trainRows: whole(or(trial.trainRows, 0)),
    rows: number(or(trial.rows, 0)),
    measures: record(or(measures, {})),
    cost: record(trial.cost),
    reusedFrom: trial.reusedFrom ?? undefined,
    fitFrom: trial.fitFrom ?? undefined,
    failure: failure ?? undefined,
    verdict: verdictOf(verdict) ?? undefined,
  };
}

export type Verdict = { outcome: Outcome; sentence: string; failedGates?: readonly string[] };

export function outcomeOf(value: unknown): Outcome {
  if (!isOutcome(value)) throw new TypeError();
  return value;
}

export function verdictOf(value: unknown): Verdict | null {
  if (value == null) return null;
  const { outcome, sentence, failedGates } = record(value);
  return {
    outcome: outcomeOf(outcome),
    sentence: text(sentence),
    ...(failedGates == null ? {} : { failedGates: list(failedGates).map(text) }),
  };
}

export type PrivacyClaim = ReturnType<typeof privacyClaim>;

export function privacyClaim(value: unknown) {
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
