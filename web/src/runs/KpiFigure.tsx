import type { Kpi, Verdict } from '../api/types';
import { duration, number, percent, words } from '../format/numbers';
import { keyFigureOf } from '../measures/measures';
import { Badge } from '../ui/Badge';
import { BigFigure } from '../ui/Figure';
import { Term } from '../ui/Term';

/** How values are written, by unit. */
const FORMATS: Readonly<Record<string, (value: number) => string>> = {
  share: (value) => percent(value),
  times: (value) => `${number(value)} ×`,
  seconds: duration,
};

/**
 * A key figure with its interval, its limit and the verdict.
 * @param within The verdict on the whole. Unless that is a pass, no figure is marked green beside it.
 */
export function KpiFigure({ kpi, within }: { kpi: Kpi; within: Verdict | undefined }) {
  const { title, meaning, unit } = keyFigureOf(kpi.name) ?? {
    title: words(kpi.name),
    meaning: kpi.limit,
    unit: '',
  };
  const noteIsValue = unit === 'seconds' && kpi.note?.toLowerCase().includes('seconds') === true;
  return (
    <BigFigure
      title={<Term means={meaning}>{title}</Term>}
      badge={<Badge state={kpi.verdict} plain={kpi.verdict === 'pass' && within !== 'pass'} />}
      value={kpi.value}
      interval={kpi.interval}
      reference={`Limit ${unit === 'share' ? inPercent(kpi.limit) : kpi.limit}`}
      format={FORMATS[unit] ?? number}
      missing={kpi.note}
      note={noteIsValue ? null : kpi.note}
    />
  );
}

/** "≥ 0.90 of real training" → "≥ 90 % of real training", in the unit of the value beside it. */
function inPercent(limit: string): string {
  return limit.replaceAll(/\b0\.\d+/g, (share) => percent(Number(share), 0));
}
