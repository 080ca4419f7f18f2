import type { ReactNode } from 'react';
import type { Interval } from '../api/types';
import { figure } from '../format/numbers';

type Props = {
  value: number | null | undefined;
  interval?: Interval | null | undefined;
  /** What the value is compared with, for example "of 0.927" or "limit 5 %". */
  reference?: string | null | undefined;
  format?: (value: number) => string;
  /** Why there is no value. */
  missing?: string | null | undefined;
};

/** A value, its 95 % interval and its reference on one line: 0.916 [0.912, 0.920] of 0.927. */
export function Figure({ value, interval, reference, format = figure, missing }: Props) {
  if (value == null) return <NotMeasured reason={missing} />;
  return (
    <span className="tabular">
      <span className="font-semibold whitespace-nowrap">{format(value)}</span>
      {interval ? (
        <>
          {'  '}
          <span className="whitespace-nowrap text-muted">
            [{format(interval.low)}, {format(interval.high)}]
          </span>
        </>
      ) : null}
      {reference ? (
        <>
          {'  '}
          <span className="whitespace-nowrap text-muted">{reference}</span>
        </>
      ) : null}
    </span>
  );
}

/** A figure in large type, for the few that decide a page. */
export function BigFigure({
  title,
  badge,
  note,
  ...props
}: Props & { title: ReactNode; badge?: ReactNode; note?: string | null | undefined }) {
  const { value, interval, reference, format = figure, missing } = props;
  return (
    <div className="flex min-w-0 flex-col gap-1 rounded-card border border-line bg-raised p-4">
      <div className="flex items-start justify-between gap-2 text-sm text-muted">
        <span>{title}</span>
        {badge}
      </div>
      {value == null ? (
        <div className="mt-1">
          <NotMeasured reason={missing ?? note} />
        </div>
      ) : (
        <>
          <div className="tabular text-xl font-semibold tracking-tight">{format(value)}</div>
          {interval ? (
            <div className="tabular text-sm text-muted">
              [{format(interval.low)}, {format(interval.high)}]
            </div>
          ) : null}
          {reference ? <div className="text-xs text-muted">{reference}</div> : null}
          {note ? <div className="text-xs text-muted">{note}</div> : null}
        </>
      )}
    </div>
  );
}

export function NotMeasured({ reason }: { reason?: string | null | undefined }) {
  if (reason?.startsWith('Not measured')) return <span className="text-sm text-muted">{reason}</span>;
  return (
    <span className="text-sm text-muted">
      <span className="font-medium text-ink">Not measured</span>
      {reason ? `: ${reason}` : ''}
    </span>
  );
}
