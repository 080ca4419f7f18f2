import { useMemo } from 'react';
import type { AlignedData } from 'uplot';
import { compact } from '../format/numbers';
import type { Colours } from './colours';
import { LinePlot, type Lines } from './LinePlot';

/** Rows a second at a time, in seconds since 1970. */
export type Sample = { at: number; rowsPerSecond: number };

/** Rows a second since the page was opened. */
export function Throughput({ samples }: { samples: readonly Sample[] }) {
  const data = useMemo<AlignedData>(() => {
    const first = samples[0]?.at ?? 0;
    return [samples.map(({ at }) => at - first), samples.map(({ rowsPerSecond }) => rowsPerSecond)];
  }, [samples]);
  const last = samples.at(-1);
  return (
    <div className="relative">
      {last ? null : (
        <p className="absolute inset-0 flex items-center justify-center text-sm text-muted">No rows yet</p>
      )}
      <LinePlot
        label={
          last ? `Throughput, now ${compact(last.rowsPerSecond)} rows a second.` : 'Throughput; no rows yet.'
        }
        data={data}
        lines={lines}
        className={last ? '' : 'invisible'}
      />
    </div>
  );
}

function lines({ accent }: Colours): Lines {
  return {
    scales: { y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.1)] } },
    across: (tick) => `${tick} s`,
    up: (tick) => (tick === 0 ? '0' : compact(tick)),
    series: [{ stroke: accent, width: 2, fill: `${accent}1a`, points: { show: false } }],
  };
}
