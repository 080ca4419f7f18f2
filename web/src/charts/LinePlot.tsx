import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useTheme } from '../ui/theme';
import { readColours, type Colours } from './colours';

const HEIGHT = 180;

export type Lines = {
  scales: UPlot.Scales;
  across: (tick: number) => string;
  up: (tick: number) => string;
  series: UPlot.Series[];
};

/** A line chart of live data, in the theme's colours. */
export function LinePlot({
  label,
  data,
  lines,
  className = '',
}: {
  label: string;
  /** The x values, then the y values of each line. Pass the same object as long as the values are the same. */
  data: UPlot.AlignedData;
  /** Pass the same function on every render: another one makes a new plot. */
  lines: (colours: Colours) => Lines;
  className?: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const theme = useTheme();

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const colours = readColours();
    const drawn = lines(colours);
    const nothing: UPlot.AlignedData = [[], ...drawn.series.map((): number[] => [])];
    const made = new UPlot(options(element.clientWidth, colours, drawn), nothing, element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [theme, lines]);

  useEffect(() => {
    plot.current?.setData(data);
  }, [data, theme, lines]);

  return <div ref={box} role="img" aria-label={label} style={{ height: HEIGHT }} className={className} />;
}

function options(
  width: number,
  { muted, line }: Colours,
  { scales, across, up, series }: Lines,
): UPlot.Options {
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
    scales: { x: { time: false }, ...scales },
    axes: [
      { ...axis, values: (_plot, ticks) => ticks.map(across) },
      { ...axis, size: 64, values: (_plot, ticks) => ticks.map(up) },
    ],
    series: [{}, ...series],
  };
}
