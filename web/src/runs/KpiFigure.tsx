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
      'How well a model trained on synthetic rows predicts real ones, as a share of what real training rows achieve (TSTR ÷ TRTR).',
    format: (value) => percent(value),
  },
  'attack-success': {
    title: 'Attack success',
    means: 'The most any privacy attack gains over guessing, judged against rows the generator never saw.',
    format: (value) => percent(value),
  },
  cost: {
    title: 'Cheaper by',
    means: 'How many times cheaper training and inference are than the reference at comparable utility.',
    format: (value) => `${number(value)} ×`,
  },
  'time-to-recipe': {
    title: 'Time to a launched recipe',
    means: 'From nothing to a recipe that runs.',
    format: duration,
  },
  'time-to-results': {
    title: 'Time to results',
    means: 'From launching the recipe to aggregated results.',
    format: duration,
  },
};

/** One of the figures the product is held to, with its interval, its limit and whether it is met. */
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

/** "≥ 0.90 of real training" → "≥ 90 % of real training", as the value beside it is. */
function inPercent(limit: string): string {
  return limit.replaceAll(/\b0\.\d+/g, (share) => percent(Number(share), 0));
}
