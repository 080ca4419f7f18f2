import type { ReactNode } from 'react';
import type { MeasureAnalysis } from '../../api/types';
import { ChartFrame } from '../../charts/ChartFrame';
import { IntervalPlot } from '../../charts/IntervalPlot';
import { figure } from '../../format/numbers';
import { nameOf } from '../../measures/measures';
import { levelsText } from '../../runs/recipe';
import { Figure } from '../../ui/Figure';

type Estimate = MeasureAnalysis['cells'][number];

export type Cell = {
  cell: number;
  levels: Readonly<Record<string, unknown>>;
  trials: number;
  failures: number;
  /** Null where no trial of the cell has the measure. */
  found: Estimate | undefined;
};

/** One measure of every combination of levels: the mean over its repeats and its interval. */
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
    name: levelsText(cell.levels) || `Cell ${cell.cell}`,
    found: cell.found,
  }));
  const ends = rows.flatMap(({ found }) =>
    found ? [found.mean, ...(found.interval ? [found.interval.low, found.interval.high] : [])] : [],
  );
  return (
    <ChartFrame
      title="Cells"
      hint="Mean over the repeats and its 95 % interval"
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
                {cell.trials} {cell.trials === 1 ? 'trial' : 'trials'}
                {cell.failures > 0 ? `, ${cell.failures} refused` : ''}
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
  if (!found) return <Figure value={null} missing="in no trial of this cell" />;
  return (
    <>
      <Figure value={found.mean} interval={found.interval} />
      {found.interval ? null : <div className="text-xs text-muted">one repeat, so no interval: a draft</div>}
    </>
  );
}

/** The scale that shows all ends with a little room: differences between cells are what is looked for here. */
function span(ends: readonly number[]): { from: number; to: number } {
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  if (!Number.isFinite(low)) return { from: 0, to: 1 };
  const room = Math.max(0.01, (high - low) * 0.15);
  return { from: low - room, to: high + room };
}
