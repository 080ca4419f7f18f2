import type { ReactNode } from 'react';
import type { MeasureAnalysis } from '../../api/types';
import { ChartFrame } from '../../charts/ChartFrame';
import { IntervalPlot } from '../../charts/IntervalPlot';
import { counted, figure } from '../../format/numbers';
import { nameOf } from '../../measures/measures';
import { levelsText } from '../../runs/recipe';
import { Figure } from '../../ui/Figure';

type Estimate = MeasureAnalysis['cells'][number];

export type Cell = {
  cell: number;
  levels: Readonly<Record<string, unknown>>;
  trials: number;
  failures: number;
  /** Undefined where no trial of the cell has the measure. */
  found: Estimate | undefined;
};

/** One measure of every cell, which is a combination of levels: the mean over its repeats and its interval. */
export function CellPlot({
  cells,
  measure,
  controls,
}: {
  cells: readonly Cell[];
  measure: string;
  controls: ReactNode;
}) {
  const rows = cells.map((cell) => ({
    cell,
    name: levelsText(cell.levels) || 'Base settings',
    found: cell.found,
  }));
  const ends = rows.flatMap(({ found }) =>
    found ? [found.mean, ...(found.interval ? [found.interval.low, found.interval.high] : [])] : [],
  );
  return (
    <ChartFrame
      title="Cells"
      hint="A cell is one combination of levels. Each shows the mean over its repeats and its 95 % interval."
      file={`cells-${measure}`}
      header={['Cell', 'Levels', 'Mean', 'Low', 'High', 'Repeats', 'Failures']}
      rows={rows.map(({ cell, name, found }) => [
        cell.cell,
        name,
        found?.mean ?? null,
        found?.interval?.low ?? null,
        found?.interval?.high ?? null,
        found?.repeats ?? 0,
        cell.failures,
      ])}
      controls={controls}
    >
      <IntervalPlot
        label={`Cells by ${nameOf(measure)}`}
        {...span(ends)}
        format={figure}
        rows={rows.map(({ cell, name, found }) => ({
          id: String(cell.cell),
          label: (
            <>
              <div className="truncate">{name}</div>
              <div className="tabular text-xs text-muted">
                {counted(cell.trials, 'trial')}
                {cell.failures > 0 ? `, ${cell.failures} failed` : ''}
              </div>
            </>
          ),
          value: found?.mean,
          interval: found?.interval,
          text: <CellText found={found} />,
        }))}
      />
    </ChartFrame>
  );
}

function CellText({ found }: { found: Estimate | undefined }) {
  if (!found) return <Figure value={null} missing="no trial of this cell has it." />;
  return (
    <>
      <Figure value={found.mean} interval={found.interval} />
      {found.interval ? null : <div className="text-xs text-muted">one repeat, so no interval</div>}
    </>
  );
}

/** The range of all values and intervals with a little room. It need not begin at 0: the plot shows differences. */
function span(ends: readonly number[]): { from: number; to: number } {
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  if (!Number.isFinite(low)) return { from: 0, to: 1 };
  const room = Math.max(0.01, (high - low) * 0.15);
  return { from: low - room, to: high + room };
}
