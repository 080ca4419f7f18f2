import type { ReactNode, TdHTMLAttributes, ThHTMLAttributes } from 'react';
import { cx } from './cx';

/** A table that scrolls sideways in its own box where it is too wide. Words for screen readers stay in the box too. */
export function Table({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div
      className="relative overflow-x-auto print:overflow-visible"
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <table className="w-full border-collapse text-sm">{children}</table>
    </div>
  );
}

export function Th({
  numeric = false,
  className,
  ...rest
}: ThHTMLAttributes<HTMLTableCellElement> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      {...rest}
      className={cx(
        'border-b border-line px-2 py-2 first:pl-4 last:pr-4 lg:px-4 text-xs font-medium whitespace-nowrap text-muted',
        'print:px-1 print:whitespace-normal print:first:pl-1 print:last:pr-1',
        numeric ? 'text-right' : 'text-left',
        className,
      )}
    />
  );
}

export function Td({
  numeric = false,
  className,
  ...rest
}: TdHTMLAttributes<HTMLTableCellElement> & { numeric?: boolean }) {
  return (
    <td
      {...rest}
      className={cx(
        'border-b border-line px-2 py-2 first:pl-4 last:pr-4 lg:px-4 align-middle',
        'print:px-1 print:first:pl-1 print:last:pr-1 print:whitespace-normal',
        numeric && 'tabular text-right whitespace-nowrap',
        className,
      )}
    />
  );
}
