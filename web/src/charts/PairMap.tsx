import { useCallback, useMemo, useState } from 'react';
import { ToggleGroup } from 'radix-ui';
import type { PairTrend } from '../api/types';
import { counted, figure } from '../format/numbers';
import { cx } from '../ui/cx';
import { ChartFrame, type Pictures } from './ChartFrame';
import type { Colours } from './colours';
import { EChart } from './EChart';
import type { EChartsOption } from './echarts';

const SIDES = ['real', 'synthetic', 'difference'] as const;
type Side = (typeof SIDES)[number];
const NAMES: Record<Side, string> = { real: 'Real', synthetic: 'Synthetic', difference: 'Difference' };

/** How strongly two columns are associated: among real rows, among synthetic rows, and the difference. */
export function PairMap({ pairs }: { pairs: readonly PairTrend[] }) {
  const [side, setSide] = useState<Side>('difference');
  const [pictures, setPictures] = useState<Pictures>();
  const columns = useMemo(() => [...new Set(pairs.flatMap(({ left, right }) => [left, right]))], [pairs]);
  const draw = useCallback(
    (colours: Colours) => option(columns, pairs, side, colours),
    [columns, pairs, side],
  );

  return (
    <ChartFrame
      title="Pairs of columns"
      hint="How strongly two columns are associated. The list compares each pair with what seed rows get."
      file={`pairs-${side}`}
      header={['Left', 'Right', 'Measure', 'Real', 'Synthetic', 'Score', 'Reference']}
      rows={pairs.map(({ left, right, metric, real, synthetic, value, reference }) => [
        left,
        right,
        metric,
        real,
        synthetic,
        value,
        reference,
      ])}
      pictures={pictures}
      controls={
        <ToggleGroup.Root
          type="single"
          value={side}
          aria-label="What the heat map shows"
          onValueChange={(value) => setSide(SIDES.find((known) => known === value) ?? side)}
          className="flex rounded-control border border-line p-0.5"
        >
          {SIDES.map((known) => (
            <ToggleGroup.Item
              key={known}
              value={known}
              className={cx(
                'rounded-control px-2 py-0.5 text-xs font-medium text-muted data-[state=on]:bg-accent-soft',
                'data-[state=on]:text-accent',
              )}
            >
              {NAMES[known]}
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
      }
    >
      <EChart
        draw={draw}
        height={Math.max(280, 140 + columns.length * 26)}
        onReady={setPictures}
        label={
          `Heat map of ${counted(pairs.length, 'pair')} of columns, ${NAMES[side].toLowerCase()}. ` +
          'The table has the figures.'
        }
      />
    </ChartFrame>
  );
}

function shown(pair: PairTrend, side: Side): number {
  if (side === 'real') return pair.real;
  return side === 'synthetic' ? pair.synthetic : pair.synthetic - pair.real;
}

function option(
  columns: readonly string[],
  pairs: readonly PairTrend[],
  side: Side,
  colours: Colours,
): EChartsOption {
  const text = { color: colours.muted, fontFamily: 'Inter Variable', fontSize: 12 };
  const signed = side === 'difference' || pairs.some(({ real, synthetic }) => real < 0 || synthetic < 0);
  const largest = Math.max(0.1, ...pairs.map((pair) => Math.abs(shown(pair, side))));
  const bound = side === 'difference' ? largest : 1;
  const data = pairs.flatMap((pair) => {
    const value = shown(pair, side);
    const x = columns.indexOf(pair.left);
    const y = columns.indexOf(pair.right);
    return [
      [x, y, value],
      [y, x, value],
    ];
  });
  const axis = {
    type: 'category' as const,
    data: [...columns],
    axisLine: { show: false },
    axisTick: { show: false },
  };
  const label = { ...text, width: 116, overflow: 'truncate' as const };
  return {
    textStyle: text,
    grid: { left: 132, right: 16, top: 8, bottom: 116 },
    xAxis: { ...axis, axisLabel: { ...label, rotate: 45 } },
    yAxis: { ...axis, inverse: true, axisLabel: label },
    tooltip: {
      backgroundColor: colours.raised,
      borderColor: colours.line,
      textStyle: { ...text, color: colours.ink },
      formatter: (hovered) => {
        const point = Array.isArray(hovered) ? hovered[0] : hovered;
        const [x, y, value] = Array.isArray(point?.value) ? point.value.map(Number) : [];
        return `${escaped(columns[x ?? -1])} × ${escaped(columns[y ?? -1])}<br>${NAMES[side]}: ${figure(value ?? 0)}`;
      },
    },
    visualMap: {
      min: signed ? -bound : 0,
      max: bound,
      calculable: false,
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      itemHeight: 160,
      itemWidth: 10,
      textStyle: text,
      formatter: (value) => figure(Number(value)),
      text: [figure(bound), figure(signed ? -bound : 0)],
      inRange: {
        color: signed ? [colours.low, colours.mid, colours.high] : [colours.mid, colours.synthetic],
      },
    },
    series: [{ type: 'heatmap', data, itemStyle: { borderColor: colours.raised, borderWidth: 1 } }],
  };
}

/** Column names come from a user's file, and the tooltip is HTML. */
function escaped(name: string | undefined): string {
  return (name ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
