import { useCallback, useState } from 'react';
import type { ColumnShape } from '../api/types';
import { figure, percent } from '../format/numbers';
import { ChartFrame, type Pictures } from './ChartFrame';
import type { Colours } from './colours';
import { EChart } from './EChart';
import type { EChartsOption } from './echarts';

const METRIC: Readonly<Record<ColumnShape['metric'], string>> = {
  tv: '1 − total variation distance',
  ks: '1 − Kolmogorov–Smirnov distance',
};

/**
 * The shares of a column's values among real and synthetic rows, and below them the difference.
 * Numbers are drawn as overlaid steps, levels as pairs of bars.
 */
export function Distribution({ shape }: { shape: ColumnShape }) {
  const [pictures, setPictures] = useState<Pictures>();
  const draw = useCallback((colours: Colours) => option(shape, colours), [shape]);
  return (
    <ChartFrame
      title={shape.column}
      hint={
        <>
          {METRIC[shape.metric]}: {figure(shape.value)} [{figure(shape.interval.low)},{' '}
          {figure(shape.interval.high)}], reference {figure(shape.reference)}
        </>
      }
      file={`distribution-${shape.column}`}
      header={['Value', 'Real', 'Synthetic', 'Difference']}
      rows={shape.labels.map((label, bin) => {
        const real = shape.real[bin] ?? 0;
        const synthetic = shape.synthetic[bin] ?? 0;
        return [label, real, synthetic, synthetic - real];
      })}
      pictures={pictures}
      controls={<Key />}
    >
      <EChart draw={draw} height={isLevels(shape) ? 392 : 320} onReady={setPictures} label={labelOf(shape)} />
    </ChartFrame>
  );
}

function labelOf({ column, value, reference }: ColumnShape): string {
  const similarity = `Similarity ${figure(value)}; two samples of real rows reach ${figure(reference)}.`;
  return `Distribution of ${column} among real and synthetic rows. ${similarity}`;
}

function Key() {
  return (
    <span className="flex gap-3 text-xs">
      <span className="text-real">
        <span aria-hidden>━ </span>Real
      </span>
      <span className="text-synthetic">
        <span aria-hidden>━ </span>Synthetic
      </span>
    </span>
  );
}

function isLevels({ metric }: ColumnShape): boolean {
  return metric === 'tv';
}

function option(shape: ColumnShape, colours: Colours): EChartsOption {
  const { labels, real, synthetic } = shape;
  const difference = synthetic.map((share, bin) => share - (real[bin] ?? 0));
  const text = { color: colours.muted, fontFamily: 'Inter Variable', fontSize: 12 };
  const axisX = {
    type: 'category' as const,
    data: labels,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colours.line } },
  };
  const axisY = (name: string) => ({
    type: 'value' as const,
    name,
    nameLocation: 'middle' as const,
    nameGap: 52,
    nameTextStyle: text,
    splitNumber: 3,
    axisLabel: {
      ...text,
      formatter: (value: number) => percent(value, Math.abs(value) < 0.01 && value !== 0 ? 1 : 0),
    },
    splitLine: { lineStyle: { color: colours.line } },
  });
  const step = (name: string, data: readonly number[], color: string, fill: number) => ({
    name,
    type: 'line' as const,
    step: 'middle' as const,
    showSymbol: false,
    data: [...data],
    lineStyle: { color, width: 2 },
    itemStyle: { color },
    areaStyle: { color, opacity: fill },
    endLabel: { show: false },
  });
  const bar = (name: string, data: readonly number[], color: string) => ({
    name,
    type: 'bar' as const,
    barGap: '0%',
    barCategoryGap: '25%',
    data: [...data],
    itemStyle: { color },
  });
  const shares = isLevels(shape)
    ? [bar('Real', real, colours.real), bar('Synthetic', synthetic, colours.synthetic)]
    : [step('Real', real, colours.real, 0.12), step('Synthetic', synthetic, colours.synthetic, 0.08)];
  const named = isLevels(shape)
    ? { interval: 0, rotate: labels.length > 4 ? 55 : 0, width: 100 }
    : { hideOverlap: true, width: 96 };
  return {
    textStyle: text,
    grid: [
      { left: 72, right: 16, top: 12, height: 168 },
      { left: 72, right: 16, top: 204, height: 72 },
    ],
    tooltip: {
      trigger: 'axis',
      backgroundColor: colours.raised,
      borderColor: colours.line,
      textStyle: { ...text, color: colours.ink },
      valueFormatter: (value) => (typeof value === 'number' ? percent(value, 2) : ''),
    },
    xAxis: [
      { ...axisX, gridIndex: 0, axisLabel: { show: false } },
      { ...axisX, gridIndex: 1, axisLabel: { ...text, ...named, overflow: 'truncate' } },
    ],
    yAxis: [
      { ...axisY('share of rows'), gridIndex: 0, min: 0 },
      { ...axisY('difference'), gridIndex: 1, splitNumber: 2 },
    ],
    series: [
      ...shares,
      {
        name: 'Synthetic − real',
        type: 'bar',
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: difference.map((value) => ({
          value,
          itemStyle: { color: value < 0 ? colours.low : colours.high },
        })),
      },
    ],
  };
}
