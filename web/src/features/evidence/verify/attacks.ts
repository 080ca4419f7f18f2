import type { Attack, Figures } from './reportDocument';
import { newcombe, NORMAL_95, NORMAL_975, type Interval } from './statistics';
import { severity } from './verdict';

const NEAREST = 'nearest-record';

const OF_COPIES: readonly string[] = [
  'exact-copies',
  'near-copies',
  NEAREST,
  'identifying-values',
  'rare-combinations',
];

const isOfCopies = ({ name }: Attack) => OF_COPIES.includes(name);

/** Whether an attack's verdict is the one that its figures give: `AttackGates.IsFounded` in src/Core. */
export function isFounded(attack: Attack): boolean {
  const { gain, verdict, interval, estimate, limit, name } = attack;
  if (!gain) return verdict === 'not-measured' && !interval && estimate === null;
  const isSound =
    Math.max(gain.low, gain.estimate) <= gain.high &&
    gain.allowed === (name === NEAREST ? 0.1 : 0.05) &&
    limit === (isOfCopies(attack) && name !== NEAREST ? 0.001 : 0.05) &&
    isOfCounts(attack);
  const unlessItFails = gain.high < gain.allowed ? 'pass' : 'underpowered';
  return isSound && (verdict === 'fail' || (gain.low <= limit && verdict === unlessItFails));
}

/** Whether the estimate is what the successes on seed rows and on others come to. */
function isOfCounts(attack: Attack): boolean {
  const { success, control, estimate, interval, name } = attack;
  if (success === null || control === null || estimate === null || !interval) return false;
  const more = success - control;
  const isOf =
    name === NEAREST || !isOfCopies(attack)
      ? isNear(estimate, more) || isNear(estimate, clamp(more / Math.max(1e-9, 1 - control)))
      : Math.sign(estimate) === Math.sign(more) && Math.abs(estimate) >= Math.min(1, Math.abs(more)) - 1e-9;
  return isOf && interval.low <= estimate + 1e-9 && estimate <= interval.high + 1e-9;
}

const isNear = (one: number, other: number) => Math.abs(one - other) <= 1e-9;

const clamp = (value: number) => Math.min(1, Math.max(-1, value));

export type ReportKpi = {
  name: string;
  value?: number | undefined;
  interval?: Interval | undefined;
  verdict: string;
  limit: string;
};

/** The key figures that the attacks and measures give: `KpiVerdicts` in src/Core. */
export function reportKpis(figures: Figures): readonly [ReportKpi, ReportKpi] {
  return [utilityOf(figures), attackSuccess(figures)];
}

function utilityOf({ measures }: Figures): ReportKpi {
  const kpi = { name: 'utility', limit: '≥ 0.90 of real training, on the lower 95 % bound' };
  const ratio = measures.find(({ name }) => name === 'ratio');
  if (!ratio || ratio.value === null || !ratio.interval) return { ...kpi, verdict: 'not-measured' };
  const { value, interval } = ratio;
  const unsure = interval.high < 0.9 ? 'fail' : 'underpowered';
  return { ...kpi, value, interval, verdict: interval.low >= 0.9 ? 'pass' : unsure };
}

function attackSuccess({ attacks, selfTest }: Figures): ReportKpi {
  const kpi = { name: 'attack-success', limit: '< 0.05 on the upper 95 % bound' };
  const [worst] = attacks.toSorted(
    (one, other) =>
      severity(other.verdict) - severity(one.verdict) ||
      Number(passesWider(one)) - Number(passesWider(other)) ||
      beyond(other) - beyond(one),
  );
  if (!worst) return { ...kpi, verdict: 'not-measured' };
  const { gain, verdict, limit, estimate, interval } = worst;
  const isOfGain = gain && (verdict !== 'fail' || gain.low > limit);
  return {
    ...kpi,
    ...(isOfGain
      ? { value: gain.estimate, interval: { low: gain.low, high: gain.high } }
      : { value: estimate ?? undefined, interval }),
    verdict: together(attacks, selfTest),
  };
}

const passesWider = ({ verdict, gain }: Attack) => verdict === 'pass' && gain !== null && gain.allowed > 0.05;

const beyond = ({ gain, estimate }: Attack) =>
  gain ? gain.high - gain.allowed : (estimate ?? Number.NEGATIVE_INFINITY);

function together(attacks: readonly Attack[], selfTest: string | null): string {
  if (attacks.some(({ verdict }) => verdict === 'fail')) return 'fail';
  if (selfTest === 'invalid') return 'invalid';
  const unsure = selfTest === 'not-measured' || attacks.some(({ verdict }) => verdict === 'underpowered');
  return unsure ? 'underpowered' : 'pass';
}

/** The verdicts of the gates by their names: `GateSentences` in src/Core. Null where rows were not checked. */
export function gatesOf(
  figures: Figures,
  [utility]: readonly [ReportKpi, ReportKpi],
): Readonly<Record<string, string>> | null {
  const valid = validity(figures);
  if (!valid) return null;
  return {
    'not-a-copy': ofAttacks(figures.attacks.filter(isOfCopies), figures.selfTest),
    private: ofAttacks(
      figures.attacks.filter((attack) => !isOfCopies(attack)),
      figures.selfTest,
    ),
    useful: usefulness(figures, utility.verdict),
    valid,
    faithful: faithfulness(figures),
  };
}

function ofAttacks(attacks: readonly Attack[], selfTest: string | null): string {
  if (attacks.some(({ verdict }) => verdict === 'fail')) return 'fail';
  if (selfTest === 'invalid') return 'invalid';
  if (selfTest === 'not-measured') return 'underpowered';
  if (attacks.length === 0) return 'not-measured';
  return attacks.some(({ verdict }) => verdict === 'underpowered') ? 'underpowered' : 'pass';
}

function usefulness({ lostClasses, unlearnable, measures, metric }: Figures, utility: string): string {
  if (lostClasses.length > 0 || unlearnable) return 'fail';
  const name = metric === 'r2' ? 'ratio' : 'ratio-above-chance';
  const above = measures.find((measure) => measure.name === name);
  if (utility === 'not-measured' || !above?.interval) return 'not-measured';
  if (utility === 'fail' || above.interval.high < 0.8) return 'fail';
  const isBelow =
    above.value !== null && above.value - (NORMAL_95 / NORMAL_975) * (above.value - above.interval.low) < 0.8;
  return utility === 'underpowered' || isBelow ? 'underpowered' : 'pass';
}

function validity({ overall, subject }: Figures): string | null {
  const rules = overall.find(({ name }) => name === 'constraint-validity');
  const { syntheticRows, holdoutRows } = subject;
  if (!rules || rules.value === null || rules.reference === null) return null;
  if (syntheticRows <= 0 || holdoutRows <= 0) return null;
  const extra = newcombe(
    roundToEven((1 - rules.value) * syntheticRows),
    syntheticRows,
    roundToEven((1 - rules.reference) * holdoutRows),
    holdoutRows,
  );
  if (extra.low > 0.01) return 'fail';
  return extra.high > 0.01 ? 'underpowered' : 'pass';
}

/** As .NET rounds. */
function roundToEven(value: number): number {
  const below = Math.floor(value);
  if (value - below === 0.5) return below + (below % 2);
  return Math.round(value);
}

function faithfulness({ overall, spans }: Figures): string {
  const area = overall.find(({ name }) => name === 'detection-auc')?.interval;
  if (area && area.low > 0.6) return 'fail';
  const isShort = spans.some(
    ({ reference, interval, allowed }) =>
      reference !== null && interval !== undefined && reference - interval.high > allowed,
  );
  if (isShort) return 'fail';
  if (!area) return 'not-measured';
  return area.high > 0.6 ? 'underpowered' : 'pass';
}
