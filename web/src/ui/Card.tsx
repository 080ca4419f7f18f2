import { useId, type ReactNode } from 'react';
import { cx } from './cx';

/** A titled region. */
export function Card({
  title,
  hint,
  actions,
  children,
  className,
  flush = false,
}: {
  title?: ReactNode;
  hint?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
  /** The content reaches the card's edges, as a table does. */
  flush?: boolean;
}) {
  const heading = useId();
  return (
    <section
      aria-labelledby={title ? heading : undefined}
      className={cx('min-w-0 rounded-card border border-line bg-raised', className)}
    >
      {title || actions ? (
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3 pb-2">
          <div className="min-w-0 flex-1 basis-56">
            <h2 id={heading} className="text-sm font-semibold">
              {title}
            </h2>
            {hint ? <p className="mt-1 text-xs text-muted">{hint}</p> : null}
          </div>
          {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
        </header>
      ) : null}
      <div className={flush ? '' : cx('px-4 pb-4', title ? 'pt-1' : 'pt-4')}>{children}</div>
    </section>
  );
}
