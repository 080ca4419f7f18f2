import { counted } from '../format/numbers';

const WIDTH = 560;
const HEIGHT = 220;
const LEFT = 36;
const RIGHT = 150;
const TOP = 12;
const BOTTOM = 34;

/** The dial after each generation of training on generated rows: with real rows replaced, and with real rows kept. */
export function SelfTraining({
  replace,
  accumulate,
}: {
  replace: readonly number[];
  accumulate: readonly number[];
}) {
  const last = Math.max(replace.length, 1);
  const top = Math.max(25, Math.ceil(Math.max(...replace, ...accumulate, 0) / 25) * 25);
  const x = (generation: number) => LEFT + ((WIDTH - LEFT - RIGHT) * generation) / last;
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - Math.min(top, Math.max(0, value)) / top);
  const line = (values: readonly number[]) =>
    [0, ...values]
      .map((value, at) => `${at === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`)
      .join('');
  const end = (values: readonly number[]) => values.at(-1) ?? 0;
  const apart = Math.abs(y(end(replace)) - y(end(accumulate))) < 16 ? 9 : 0;
  const label =
    `After ${counted(last, 'generation')} the dial reads ${Math.round(end(replace))} if each generation replaces ` +
    `the rows before it, and ${Math.round(end(accumulate))} if real rows are kept.`;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="w-full max-w-3xl text-xs"
    >
      {[0, top / 2, top].map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick)} y2={y(tick)} className="stroke-line" />
          <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end" className="tabular fill-muted">
            {Math.round(tick)}
          </text>
        </g>
      ))}
      {Array.from({ length: last + 1 }, (_, generation) => (
        <text
          key={generation}
          x={x(generation)}
          y={HEIGHT - BOTTOM + 16}
          textAnchor="middle"
          className="fill-muted"
        >
          {generation}
        </text>
      ))}
      <text x={(LEFT + WIDTH - RIGHT) / 2} y={HEIGHT - 4} textAnchor="middle" className="fill-muted">
        generation
      </text>
      <path d={line(replace)} fill="none" strokeWidth="2" className="stroke-accent" />
      <path d={line(accumulate)} fill="none" strokeWidth="2" strokeDasharray="5 4" className="stroke-real" />
      <text x={WIDTH - RIGHT + 8} y={y(end(replace)) + 4 - apart} className="fill-ink">
        rows replaced: {Math.round(end(replace))}
      </text>
      <text x={WIDTH - RIGHT + 8} y={y(end(accumulate)) + 4 + apart} className="fill-ink">
        real rows kept: {Math.round(end(accumulate))}
      </text>
    </svg>
  );
}
