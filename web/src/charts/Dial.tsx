import type { Interval } from '../api/types';
import { cx } from '../ui/cx';
import { arc, DIAL, pointAt, wedge } from './dial-geometry';

const ANCHORS = { low: 'fresh real data', high: 'eighth self-trained generation' } as const;

type Props = {
  value: number | null | undefined;
  interval?: Interval | null | undefined;
  /** The value is estimated while the run is making rows; the needle is drawn hollow. */
  estimate?: boolean;
  partial?: boolean;
};

/**
 * The Model Collapse Risk Dial. 0: as good as fresh real data. 100: as bad as a generator that was trained eight
 * times in a row on nothing but its own rows.
 */
export function Dial({ value, interval, estimate = false, partial = false }: Props) {
  return (
    <figure className="mx-auto w-full max-w-88">
      <svg
        role="img"
        aria-label={said({ value, interval, estimate, partial })}
        viewBox={`0 0 ${DIAL.width} ${DIAL.height}`}
        className="w-full"
      >
        <path d={arc(0, 100, DIAL.radius)} fill="none" strokeWidth={DIAL.band} className="stroke-line" />
        {interval && !estimate ? (
          <path
            d={wedge(interval.low, interval.high, DIAL.radius + DIAL.band / 2)}
            className="fill-accent/20"
          />
        ) : null}
        {[0, 25, 50, 75, 100].map((tick) => (
          <Tick key={tick} value={tick} />
        ))}
        {value == null ? null : <Needle value={value} estimate={estimate} />}
      </svg>
      <div className="mt-1 grid grid-cols-[1fr_auto_1fr] items-start gap-2">
        <span className="text-xs text-muted">0, {ANCHORS.low}</span>
        <span className="px-2 text-center">
          <span
            className={cx('tabular block text-2xl font-semibold tracking-tight', estimate && 'text-muted')}
          >
            {value == null ? '' : Math.round(value)}
          </span>
          <span className="tabular block text-xs text-muted">{caption({ value, interval, estimate })}</span>
        </span>
        <span className="text-right text-xs text-muted">100, {ANCHORS.high}</span>
      </div>
      {partial && !estimate ? (
        <p className="mt-2 text-center text-xs text-warn">
          Partial: some parts of the dial were not measured.
        </p>
      ) : null}
    </figure>
  );
}

function Tick({ value }: { value: number }) {
  const outer = pointAt(value, DIAL.radius - DIAL.band / 2 - 3);
  const inner = pointAt(value, DIAL.radius - DIAL.band / 2 - 9);
  return (
    <line
      x1={outer.x}
      y1={outer.y}
      x2={inner.x}
      y2={inner.y}
      strokeWidth="1.5"
      className="stroke-line-strong"
    />
  );
}

function Needle({ value, estimate }: { value: number; estimate: boolean }) {
  const tip = pointAt(value, DIAL.radius + DIAL.band / 2);
  const { x, y } = DIAL.centre;
  return (
    <g data-testid="needle" strokeLinecap="round" className="stroke-ink">
      <line
        x1={x}
        y1={y}
        x2={tip.x}
        y2={tip.y}
        strokeWidth={estimate ? 1.5 : 3}
        strokeDasharray={estimate ? '5 4' : undefined}
      />
      <circle cx={x} cy={y} r="5.5" strokeWidth="2" className={estimate ? 'fill-raised' : 'fill-ink'} />
    </g>
  );
}

function caption({ value, interval, estimate }: Props): string {
  if (value == null) return estimate ? 'no estimate yet: too few rows' : 'not measured';
  if (estimate) return 'estimate';
  return interval ? `[${Math.round(interval.low)}, ${Math.round(interval.high)}]` : 'no interval';
}

function said({ value, interval, estimate, partial }: Props): string {
  if (value == null) return `Model collapse risk: ${estimate ? 'no estimate yet' : 'not measured'}.`;
  const scale = `on a scale from 0, ${ANCHORS.low}, to 100, ${ANCHORS.high}`;
  const risk = `Model collapse risk ${Math.round(value)}`;
  if (estimate) return `${risk} (estimate), ${scale}.`;
  const spread = interval
    ? `, 95 % interval ${Math.round(interval.low)} to ${Math.round(interval.high)}`
    : '';
  return `${risk}${spread}${partial ? ' (partial)' : ''}, ${scale}.`;
}
