import { useEffect, useMemo, useRef } from 'react';
import { useTheme } from '../ui/theme';
import type { Pictures } from './ChartFrame';
import { readColours, type Colours } from './colours';
import { init, type ECharts, type EChartsOption } from './echarts';

export type Draw = (colours: Colours) => EChartsOption;

/** A chart drawn by ECharts, in the theme's colours and as large as its box. The label says in words what it shows. */
export function EChart({
  draw,
  label,
  height,
  onReady,
  onClick,
}: {
  draw: Draw;
  label: string;
  height: number;
  onReady?: (pictures: Pictures) => void;
  /** Called with the index of the data point that was pressed. */
  onClick?: (dataIndex: number) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const theme = useTheme();

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const made = init(element, null, { renderer: 'canvas' });
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize({ animation: { duration: 0 } }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);

  // The colours change with the theme, though it is not named in `draw`.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const option = useMemo(() => ({ animation: false, ...draw(readColours()) }), [draw, theme]);

  useEffect(() => {
    const made = chart.current;
    if (!made) return;
    made.setOption(option, { notMerge: true });
    onReady?.({
      png: () => made.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: readColours().raised }),
      svg: () => svgOf(made, option),
    });
  }, [onReady, option]);

  useEffect(() => {
    const made = chart.current;
    if (!made || !onClick) return;
    const press = ({ dataIndex }: { dataIndex: number }) => onClick(dataIndex);
    made.on('click', press);
    return () => {
      made.off('click', press);
    };
  }, [onClick]);

  return <div ref={box} role="img" aria-label={label} style={{ height }} className="w-full" />;
}

function svgOf(shown: ECharts, option: EChartsOption): string {
  const drawn = init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: shown.getWidth(),
    height: shown.getHeight(),
  });
  drawn.setOption(option);
  const svg = drawn.renderToSVGString();
  drawn.dispose();
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}
