import type { ReactNode } from 'react';
import type { Interval } from '../api/types';
import { cx } from '../ui/cx';

const HATCHED = {
  background: 'repeating-linear-gradient(45deg, var(--accent) 0 1px, var(--raised) 1px 3px)',
};

export type IntervalRow = {
  id: string;
  label: ReactNode;
  value: number | null | undefined;
  interval?: Interval | null | undefined;
  /** A second mark on the row, for example its reference or the control. */
  mark?: number | null | undefined;
  /** The effect is confounded with another, which the label names. */
  hatched?: boolean;
  /** Shown to the right, usually the figures. */
  text: ReactNode;
};

/** One row per item: the value as a dot, its 95 % interval as a thin line. A reference line crosses all rows. */
export function IntervalPlot({
  label,
  rows,
  from,
  to,
  limit,
  markName,
  format,
}: {
  label: string;
  rows: readonly IntervalRow[];
  from: number;
  to: number;
  limit?: { value: number; name: string } | undefined;
  markName?: string;
  format: (value: number) => string;
}) {
  const place = (value: number) => `${(100 * (Math.min(to, Math.max(from, value)) - from)) / (to - from)}%`;
  return (
    <div>
      <ul aria-label={label} className="flex flex-col">
        {rows.map((row) => (
          <li
            key={row.id}
            className={cx(
              'grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-center gap-x-4 py-1.5',
              'md:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)_14.5rem]',
            )}
          >
            <div className="min-w-0">{row.label}</div>
            <div aria-hidden className="relative h-6 max-md:hidden">
              <span className="absolute top-1/2 right-0 left-0 h-px bg-line" />
              {limit ? (
                <span
                  className="absolute inset-y-0 border-l border-dashed border-ink"
                  style={{ left: place(limit.value) }}
                />
              ) : null}
              {row.interval ? (
                <span
                  className={cx(
                    'absolute top-1/2 h-0.5 -translate-y-1/2',
                    row.hatched ? 'opacity-60' : 'bg-accent',
                  )}
                  style={{
                    left: place(row.interval.low),
                    right: `calc(100% - ${place(row.interval.high)})`,
                    ...(row.hatched ? HATCHED : {}),
                  }}
                />
              ) : null}
              {row.mark == null ? null : (
                <span
                  className="absolute top-1/2 h-3.5 w-0.5 -translate-x-1/2 -translate-y-1/2 bg-real"
                  style={{ left: place(row.mark) }}
                />
              )}
              {row.value == null ? null : (
                <span
                  className={cx(
                    'absolute top-1/2 size-2.5 -translate-x-1/2 -translate-y-1/2 rounded-full border-2',
                    row.hatched ? 'border-accent' : 'border-raised bg-accent',
                  )}
                  style={{ left: place(row.value), ...(row.hatched ? HATCHED : {}) }}
                />
              )}
            </div>
            <div className="min-w-0">{row.text}</div>
          </li>
        ))}
      </ul>
      <div
        className={cx(
          'grid grid-cols-1 gap-x-4 border-t border-line pt-2 text-xs text-muted',
          'md:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)_14.5rem]',
        )}
      >
        <span className="max-md:hidden" />
        <span className="flex justify-between max-md:hidden">
          <span>{format(from)}</span>
          <span>{format(to)}</span>
        </span>
        <span className="flex flex-wrap gap-x-3">
          {limit ? <span>┆ {limit.name}</span> : null}
          {markName ? (
            <span>
              <span className="text-real">❙</span> {markName}
            </span>
          ) : null}
        </span>
      </div>
    </div>
  );
}
