import { outcomeOf } from './trialDocument';
import { list, number, or, read, record, text, whole } from './values';
import type { Interval } from './statistics';

export type Figure = { name: string; value: number | null };

export type Figures = NonNullable<ReturnType<typeof parseFigures>>;

export type Attack = Figures['attacks'][number];

/** Reads the figures of a report; null where a part is missing. */
export function parseFigures(json: string) {
  return read(json, (document) => {
    const fidelity = record(document.fidelity);
    const utility = record(document.utility);
    const privacy = record(document.privacy);
    const cost = record(document.cost);
    return {
      subject: subjectOf(document.subject),
      kpis: list(or(document.kpis, [])).map(record),
      overall: list(fidelity.overall).map(measureOf),
      spans: [
        ...list(fidelity.shapes).map((one) => spanOf(one, 0.05)),
        ...list(fidelity.pairs).map((one) => spanOf(one, 0.1)),
        ...list(or(fidelity.subgroups, [])).map((one) => spanOf(one, 0.1)),
      ],
      sections: [
        ...(fidelity.series == null ? [] : [{ ...record(fidelity.series), name: 'series' }]),
        ...(document.sections == null ? [] : list(document.sections)),
      ].map((item) => {
        const { name, measures } = record(item);
        return { name: text(name), measures: list(measures).map(measureOf) };
      }),
      metric: utility.metric == null ? null : text(utility.metric),
      lostClasses: list(or(utility.lostClasses, [])).map(text),
      unlearnable: utility.unlearnable != null,
      measures: list(utility.measures).map(measureOf),
      learners: list(or(utility.learners, [])).map(learnerOf),
      claim: text(privacy.claim),
      attacks: list(privacy.attacks).map(attackOf),
      selfTest: privacy.selfTest == null ? null : text(record(privacy.selfTest).outcome),
      dial: figure(record(document.dial).value),
      cost: {
        gpuSeconds: figure(cost.gpuSeconds),
        kilowattHours: figure(cost.kilowattHours),
        money: figure(cost.money),
      },
    };
  });
}

function subjectOf(value: unknown) {
  const { schemaHash, realRows, holdoutRows, syntheticRows, generator } = record(value);
  return {
    schemaHash: text(schemaHash),
    realRows: whole(realRows),
    holdoutRows: whole(holdoutRows),
    syntheticRows: whole(syntheticRows),
    generator: generator ?? undefined,
  };
}

function measureOf(item: unknown) {
  const { name, value, interval, reference } = record(item);
  return {
    name: text(name),
    value: figure(value),
    interval: intervalOf(interval),
    reference: figure(reference),
  };
}

/** How far a column, pair or group may lie below its reference. */
function spanOf(item: unknown, allowed: number) {
  const { reference, interval } = record(item);
  return { reference: figure(reference), interval: intervalOf(interval), allowed };
}

function learnerOf(item: unknown) {
  const { learner, ratio, setups } = record(item);
  return {
    learner: text(learner),
    ratio: ratio == null ? null : figure(record(ratio).value),
    setups: list(setups).map((one) => {
      const { setup, scores } = record(one);
      return { setup: text(setup), scores: list(scores).map(measureOf) };
    }),
  };
}

function attackOf(item: unknown) {
  const { name, verdict, estimate, interval, success, control, limit, gain, fresh } = record(item);
  return {
    name: text(name),
    verdict: outcomeOf(verdict),
    estimate: figure(estimate),
    interval: intervalOf(interval),
    success: figure(success),
    control: figure(control),
    limit: number(or(limit, 0.05)),
    gain: gain == null ? null : gainOf(record(gain)),
    fresh: figure(fresh),
  };
}

function gainOf({ estimate, low, high, allowed }: Readonly<Record<string, unknown>>) {
  return { estimate: number(estimate), low: number(low), high: number(high), allowed: number(allowed) };
}

function intervalOf(value: unknown): Interval | undefined {
  if (value == null) return undefined;
  const { low, high } = record(value);
  return { low: number(low), high: number(high) };
}

function figure(value: unknown): number | null {
  return value == null ? null : number(value);
}
