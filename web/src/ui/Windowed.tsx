import { useState, type ReactNode } from 'react';

/** The number of rows drawn above and below the visible ones, so that scrolling shows no gaps. */
const MARGIN = 10;

/** A long table that draws only the rows in sight. All rows have the same height. */
export function Windowed({
  label,
  count,
  rowHeight,
  height,
  header,
  row,
}: {
  label: string;
  count: number;
  rowHeight: number;
  /** The largest height; a short table is only as high as its rows. */
  height: number;
  header: ReactNode;
  /** A row whose outermost element has the role `row`. */
  row: (index: number) => ReactNode;
}) {
  const [top, setTop] = useState(0);
  const first = Math.max(0, Math.floor(top / rowHeight) - MARGIN);
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + MARGIN);
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className="overflow-auto text-sm"
      style={{ maxHeight: height }}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <div role="table" aria-label={label} aria-rowcount={count + 1}>
        <div role="rowgroup" className="sticky top-0 z-10 bg-raised">
          {header}
        </div>
        <div role="rowgroup" style={{ height: count * rowHeight }}>
          <div style={{ transform: `translateY(${first * rowHeight}px)` }}>
            {Array.from({ length: last - first }, (_, at) => row(first + at))}
          </div>
        </div>
      </div>
    </div>
  );
}
