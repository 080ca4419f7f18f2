import type { Kpi } from '../api/types';
import { duration, number, percent, words } from '../format/numbers';
import { Badge } from '../ui/Badge';
import { BigFigure } from '../ui/Figure';
import { Term } from '../ui/Term';

type Meaning = { title: string; means: string; format: (value: number) => string };

const KPIS: Record<string, Meaning> = {
  utility: {
    title: 'Task utility, synthetic ÷ real',
    means:
      'How well a model trained on synthetic rows predicts real rows, as a share of what training on real rows ' +
      'reaches (TSTR ÷ TRTR).',
    format: (value) => percent(value),
  },
  'attack-success': {
    title: 'Attack success',
    means:
      'The largest gain of any privacy attack over the same attack on rows that the generator never saw.',
    format: (value) => percent(value),
  },
  cost: {
    title: 'Cheaper by',
    means: 'How many times cheaper training and inference are than the reference at comparable utility.',
    format: (value) => `${number(value)} ×`,
  },
  'time-to-recipe': {
    title: 'Time to a launched recipe',
    means: 'From the first step to a launched recipe.',
    format: duration,
  },
  'time-to-results': {
    title: 'Time to results',
    means: 'From launching the recipe to its results.',
    format: duration,
  },
};

/** A key figure with its interval, its limit and the verdict. */
export function KpiFigure({ kpi }: { kpi: Kpi }) {
  const { title, means, format } = KPIS[kpi.name] ?? {
    title: words(kpi.name),
    means: kpi.limit,
    format: number,
  };
  const share = format(1).endsWith('%');
  return (
    <BigFigure
      title={<Term means={means}>{title}</Term>}
      badge={<Badge state={kpi.verdict} />}
      value={kpi.value}
      interval={kpi.interval}
      reference={`Limit ${share ? inPercent(kpi.limit) : kpi.limit}`}
      format={format}
      missing={kpi.note}
      note={format === duration && kpi.note?.toLowerCase().includes('seconds') ? null : kpi.note}
    />
  );
}

/** "≥ 0.90 of real training" → "≥ 90 % of real training", in the unit of the value beside it. */
function inPercent(limit: string): string {
  return limit.replaceAll(/\b0\.\d+/g, (share) => percent(Number(share), 0));
}
