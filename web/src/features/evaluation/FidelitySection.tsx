import { lazy, useMemo, useState } from 'react';
import type { ColumnShape, EvaluationReport, PairTrend } from '../../api/types';
import { ChartFrame } from '../../charts/ChartFrame';
import { IntervalPlot } from '../../charts/IntervalPlot';
import { figure, words } from '../../format/numbers';
import { Boundary } from '../../ui/Boundary';
import { Card } from '../../ui/Card';
import { cx } from '../../ui/cx';
import { Figure } from '../../ui/Figure';
import { Skeleton } from '../../ui/states';
import { GroupsAndTriples } from './GroupsAndTriples';
import { MeasureTable } from './MeasureTable';

const Distribution = lazy(async () => ({
  default: (await import('../../charts/Distribution')).Distribution,
}));
const PairMap = lazy(async () => ({ default: (await import('../../charts/PairMap')).PairMap }));

const WORST = 10;

/** How similar the synthetic rows are to the real ones. */
export function FidelitySection({ fidelity }: { fidelity: EvaluationReport['fidelity'] }) {
  const shapes = useMemo(
    () =>
      [...fidelity.shapes].sort(
        (left, right) => left.value - left.reference - (right.value - right.reference),
      ),
    [fidelity.shapes],
  );
  const [column, setColumn] = useState(shapes[0]?.column);
  const shown = shapes.find((shape) => shape.column === column) ?? shapes[0];

  return (
    <div className="flex flex-col gap-4">
      <Card
        title="Overall"
        hint={
          <>
            Synthetic rows are compared with holdout rows. Each value stands with its 95 % interval and its
            reference: what seed rows get in the synthetic rows’ place. Fresh real rows reach it, and so does
            a copy of the seed.
          </>
        }
      >
        <MeasureTable measures={fidelity.overall} />
      </Card>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <Shapes shapes={shapes} shown={shown?.column} onShow={setColumn} />
        {shown ? (
          <div className="lg:sticky lg:top-20">
            <Boundary loading={<Skeleton className="h-96" />}>
              <Distribution key={shown.column} shape={shown} />
            </Boundary>
          </div>
        ) : null}
      </div>
      {fidelity.pairs.length > 0 ? (
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <Boundary loading={<Skeleton className="h-96" />}>
            <PairMap pairs={fidelity.pairs} />
          </Boundary>
          <WorstPairs pairs={fidelity.pairs} />
        </div>
      ) : null}
      <GroupsAndTriples fidelity={fidelity} />
    </div>
  );
}

function Shapes({
  shapes,
  shown,
  onShow,
}: {
  shapes: readonly ColumnShape[];
  shown: string | undefined;
  onShow: (column: string) => void;
}) {
  return (
    <ChartFrame
      title="Columns, furthest from their reference first"
      hint="Select a column to see its distribution."
      file="column-shapes"
      header={['Column', 'Metric', 'Value', 'Low', 'High', 'Reference']}
      rows={shapes.map(({ column, metric, value, interval, reference }) => [
        column,
        metric,
        value,
        interval.low,
        interval.high,
        reference,
      ])}
    >
      <IntervalPlot
        label="Column shapes"
        from={Math.min(0.9, ...shapes.map(({ interval }) => Math.floor(interval.low * 10) / 10))}
        to={1}
        markName="reference: seed rows"
        format={(value) => value.toFixed(1)}
        rows={shapes.map((shape) => ({
          id: shape.column,
          label: (
            <button
              type="button"
              aria-pressed={shape.column === shown}
              onClick={() => onShow(shape.column)}
              className={cx(
                'max-w-full truncate rounded-control px-1.5 text-left hover:bg-sunken',
                shape.column === shown && 'bg-accent-soft font-medium text-accent',
              )}
            >
              {shape.column}
            </button>
          ),
          value: shape.value,
          interval: shape.interval,
          mark: shape.reference,
          text: (
            <Figure
              value={shape.value}
              interval={shape.interval}
              reference={`of ${figure(shape.reference)}`}
            />
          ),
        }))}
      />
    </ChartFrame>
  );
}

function WorstPairs({ pairs }: { pairs: readonly PairTrend[] }) {
  const worst = useMemo(
    () =>
      [...pairs]
        .sort((left, right) => left.value - left.reference - (right.value - right.reference))
        .slice(0, WORST),
    [pairs],
  );
  return (
    <Card title="Worst pairs" hint="Each score and its reference: what seed rows get">
      <ol className="flex flex-col">
        {worst.map(({ left, right, value, interval, reference, metric }) => (
          <li key={`${left} ${right}`} className="border-t border-line py-2 first:border-t-0">
            <div className="break-words">
              {left} × {right}
            </div>
            <div className="flex justify-between gap-4 text-xs text-muted">
              <span>{words(metric)}</span>
              <span className="text-sm text-ink">
                <Figure value={value} interval={interval} reference={`of ${figure(reference)}`} />
              </span>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
