import { useMemo } from 'react';
import type { AlignedData } from 'uplot';
import { number } from '../format/numbers';
import type { Colours } from './colours';
import { LinePlot, type Lines } from './LinePlot';

/** The loss at one step of a training, in nats per row; `validation` is null at steps that did not measure it. */
export type Losses = { step: number; train: number; validation: number | null };

/** The loss of a training by step, on the training batches and on the validation rows. */
export function LossCurve({ losses }: { losses: readonly Losses[] }) {
  const data = useMemo<AlignedData>(
    () => [
      losses.map(({ step }) => step),
      losses.map(({ train }) => train),
      losses.map(({ validation }) => validation),
    ],
    [losses],
  );
  const last = losses.at(-1);
  return (
    <div>
      <LinePlot label={last ? labelOf(last) : 'Loss; no step yet.'} data={data} lines={lines} />
      <p className="mt-2 flex gap-4 text-xs text-muted">
        <span className="flex items-center gap-1.5">
          <span aria-hidden className="h-0.5 w-4 bg-accent" /> training
        </span>
        <span className="flex items-center gap-1.5">
          <span aria-hidden className="h-0 w-4 border-t-2 border-dashed border-current" /> validation rows
        </span>
      </p>
    </div>
  );
}

function labelOf({ step, train, validation }: Losses): string {
  const rest = validation === null ? '' : `, ${number(validation)} on validation rows`;
  return `Loss at step ${step}: ${number(train)} in training${rest}.`;
}

function lines({ muted, accent }: Colours): Lines {
  return {
    scales: {},
    across: (tick) => `${tick}`,
    up: number,
    series: [
      { stroke: accent, width: 2, points: { show: false } },
      { stroke: muted, width: 2, dash: [6, 4], spanGaps: true, points: { show: false } },
    ],
  };
}
