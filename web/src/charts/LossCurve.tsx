import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useTheme } from '../frame/theme';
import { number } from '../format/numbers';
import type { Losses } from '../runs/useTelemetry';
import { readColours } from './colours';

const HEIGHT = 180;

/** The training's loss by step: batches that are learnt from, and rows that are held back. */
export function LossCurve({ losses }: { losses: readonly Losses[] }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const theme = useTheme();

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const made = new UPlot(options(element.clientWidth), [[], [], []], element);
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
    plot.current?.setData([
      losses.map(({ step }) => step),
      losses.map(({ train }) => train),
      losses.map(({ validation }) => validation),
    ]);
  }, [losses, theme]);

  const last = losses.at(-1);
  return (
    <div>
      <div
        ref={box}
        role="img"
        aria-label={
          last
            ? `Loss at step ${last.step}: ${number(last.train)} in training${last.validation === null ? '' : `, ${number(last.validation)} on rows held back`}.`
            : 'Loss; no step yet.'
        }
        style={{ height: HEIGHT }}
      />
      <p className="mt-2 flex gap-4 text-xs text-muted">
        <span className="flex items-center gap-1.5">
          <span aria-hidden className="h-0.5 w-4 bg-accent" /> training
        </span>
        <span className="flex items-center gap-1.5">
          <span aria-hidden className="h-0 w-4 border-t-2 border-dashed border-current" /> rows held back
        </span>
      </p>
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
    scales: { x: { time: false } },
    axes: [
      { ...axis, values: (_plot, ticks) => ticks.map((tick) => `${tick}`) },
      { ...axis, size: 64, values: (_plot, ticks) => ticks.map((tick) => number(tick)) },
    ],
    series: [
      {},
      { stroke: accent, width: 2, points: { show: false } },
      { stroke: muted, width: 2, dash: [6, 4], spanGaps: true, points: { show: false } },
    ],
  };
}
