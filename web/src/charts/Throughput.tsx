import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useTheme } from '../frame/theme';
import { compact } from '../format/numbers';
import type { Sample } from '../runs/useTelemetry';
import { readColours } from './colours';

const HEIGHT = 180;

/** Rows a second since the page began to watch. */
export function Throughput({ samples }: { samples: readonly Sample[] }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const theme = useTheme();

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const made = new UPlot(options(element.clientWidth), [[], []], element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [theme]);

  useEffect(() => {
    const first = samples[0]?.at ?? 0;
    plot.current?.setData([
      samples.map(({ at }) => at - first),
      samples.map(({ rowsPerSecond }) => rowsPerSecond),
    ]);
  }, [samples, theme]);

  const last = samples.at(-1);
  return (
    <div className="relative">
      {last ? null : (
        <p className="absolute inset-0 flex items-center justify-center text-sm text-muted">No rows yet</p>
      )}
      <div
        ref={box}
        role="img"
        aria-label={
          last ? `Throughput, now ${compact(last.rowsPerSecond)} rows a second.` : 'Throughput; no rows yet.'
        }
        style={{ height: HEIGHT }}
        className={last ? '' : 'invisible'}
      />
    </div>
  );
}

function options(width: number): UPlot.Options {
  const { muted, line, accent } = readColours();
  const axis = {
    stroke: muted,
    font: '12px "Inter Variable"',
    grid: { stroke: line, width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false },
    scales: { x: { time: false }, y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.1)] } },
    axes: [
      { ...axis, values: (_plot, ticks) => ticks.map((tick) => `${tick} s`) },
      {
        ...axis,
        size: 64,
        values: (_plot, ticks) => ticks.map((tick) => (tick === 0 ? '0' : `${compact(tick)}`)),
      },
    ],
    series: [{}, { stroke: accent, width: 2, fill: `${accent}1a`, points: { show: false } }],
  };
}
