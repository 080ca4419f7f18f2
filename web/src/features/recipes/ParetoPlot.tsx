import type { Plan, RunAnalysis } from '../../api/types';
import { ChartFrame } from '../../charts/ChartFrame';
import { counted, figure, number } from '../../format/numbers';
import { nameOf } from '../../measures/measures';
import { levelsText } from '../../runs/recipe';

const WIDTH = 640;
const HEIGHT = 320;
const LEFT = 64;
const FOOT = 44;
const ROOM = 16;

type Front = NonNullable<RunAnalysis['pareto']>;

/**
 * Trade-offs between two or three measures: one across, one up, the third as the size of the points. The front holds
 * the cells that no other beats in every measure.
 */
export function ParetoPlot({
  front,
  cells,
}: {
  front: Front;
  cells: readonly Pick<Plan['cells'][number], 'cell' | 'levels'>[];
}) {
  const nameOfCell = (cell: number) =>
    levelsText(cells.find((one) => one.cell === cell)?.levels ?? {}) || 'Base settings';
  const [up, across, size] = front.aims;
  return (
    <ChartFrame
      title="Trade-offs"
      hint="No cell beats one on the front in every measure. The lines are 95 % intervals."
      file="pareto"
      header={[
        'Cell',
        'Levels',
        ...front.aims.map(({ measure }) => nameOf(measure)),
        'On the front',
        'Share of resamples',
      ]}
      rows={front.points.map((point) => [
        point.cell,
        nameOfCell(point.cell),
        ...point.values,
        point.onFront ? 'yes' : 'no',
        point.share ?? null,
      ])}
    >
      {up && across ? (
        <Drawing front={front} up={0} across={1} size={size ? 2 : null} nameOfCell={nameOfCell} />
      ) : (
        <p className="text-sm text-muted">
          <span className="font-medium text-ink">Not measured</span>: a trade-off needs two measures.
        </p>
      )}
    </ChartFrame>
  );
}

function Drawing({
  front,
  up,
  across,
  size,
  nameOfCell,
}: {
  front: Front;
  up: number;
  across: number;
  size: number | null;
  nameOfCell: (cell: number) => string;
}) {
  const x = scale(front, across, LEFT, WIDTH - ROOM);
  const y = scale(front, up, HEIGHT - FOOT, ROOM);
  const largest = size === null ? 1 : Math.max(...front.points.map(({ values }) => values[size] ?? 0), 1e-9);
  const radius = (values: readonly number[]) =>
    size === null ? 5 : 4 + 8 * Math.sqrt(Math.max(0, values[size] ?? 0) / largest);
  const chosen = front.points
    .filter(({ onFront }) => onFront)
    .sort((left, right) => (left.values[across] ?? 0) - (right.values[across] ?? 0));
  const aim = (index: number) => {
    const { measure = '', goal = 'maximize' } = front.aims[index] ?? {};
    return `${nameOf(measure)} (${goal === 'maximize' ? 'higher' : 'lower'} is better)`;
  };
  const label =
    `${chosen.length} of ${counted(front.points.length, 'cell')} on the front: ` +
    chosen.map(({ cell }) => nameOfCell(cell)).join('; ');
  const described = ({ cell, values }: Front['points'][number]) => {
    const figures = front.aims.map(
      ({ measure }, index) => `${nameOf(measure)} ${number(values[index] ?? 0)}`,
    );
    return `${nameOfCell(cell)}: ${figures.join(', ')}`;
  };
  return (
    <figure>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} className="w-full text-xs">
        <line x1={LEFT} x2={WIDTH - ROOM} y1={HEIGHT - FOOT} y2={HEIGHT - FOOT} stroke="var(--line-strong)" />
        <line x1={LEFT} x2={LEFT} y1={ROOM} y2={HEIGHT - FOOT} stroke="var(--line-strong)" />
        {x.ticks.map((tick) => (
          <text key={tick} x={x.place(tick)} y={HEIGHT - FOOT + 16} textAnchor="middle" fill="var(--muted)">
            {number(tick)}
          </text>
        ))}
        {y.ticks.map((tick) => (
          <text key={tick} x={LEFT - 8} y={y.place(tick) + 4} textAnchor="end" fill="var(--muted)">
            {figure(tick)}
          </text>
        ))}
        <text x={(LEFT + WIDTH) / 2} y={HEIGHT - 6} textAnchor="middle" fill="var(--ink)">
          {aim(across)}
        </text>
        <polyline
          points={chosen
            .map(({ values }) => `${x.place(values[across] ?? 0)},${y.place(values[up] ?? 0)}`)
            .join(' ')}
          fill="none"
          stroke="var(--accent)"
          strokeOpacity={0.25}
          strokeWidth={10}
          strokeLinejoin="round"
        />
        {front.points.map((point) => {
          const [cx, cy] = [x.place(point.values[across] ?? 0), y.place(point.values[up] ?? 0)];
          const [sideways, upright] = [point.bands[across], point.bands[up]];
          const onRight = cx > (LEFT + WIDTH) / 2;
          return (
            <g key={point.cell} opacity={point.onFront ? 1 : 0.55}>
              <title>{described(point)}</title>
              {sideways ? (
                <line
                  x1={x.place(sideways.low)}
                  x2={x.place(sideways.high)}
                  y1={cy}
                  y2={cy}
                  stroke="var(--muted)"
                />
              ) : null}
              {upright ? (
                <line
                  x1={cx}
                  x2={cx}
                  y1={y.place(upright.low)}
                  y2={y.place(upright.high)}
                  stroke="var(--muted)"
                />
              ) : null}
              <circle
                cx={cx}
                cy={cy}
                r={radius(point.values)}
                fill={point.onFront ? 'var(--accent)' : 'var(--raised)'}
                stroke="var(--accent)"
                strokeWidth={1.5}
              />
              <text
                x={onRight ? cx - radius(point.values) - 4 : cx + radius(point.values) + 4}
                y={cy - 4}
                textAnchor={onRight ? 'end' : 'start'}
                fill="var(--ink)"
              >
                {nameOfCell(point.cell)}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption className="mt-2 text-xs text-muted">
        Vertical axis: {aim(up)}.{size === null ? '' : ` Size of the points: ${aim(size)}.`} Filled points are
        on the front.
      </figcaption>
    </figure>
  );
}

/** A linear scale with a little room at both ends, and ticks at the ends and in the middle. */
function scale(front: Front, aim: number, start: number, end: number) {
  const ends = front.points.flatMap(({ values, bands }) => {
    const band = bands[aim];
    return [values[aim] ?? 0, ...(band ? [band.low, band.high] : [])];
  });
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = Math.max((high - low) * 0.08, 1e-6 * Math.max(1, Math.abs(high)));
  const [from, to] = [low - room, high + room];
  return {
    place: (value: number) => start + ((value - from) / (to - from)) * (end - start),
    ticks: [low, (low + high) / 2, high].filter((tick, index, all) => all.indexOf(tick) === index),
  };
}
