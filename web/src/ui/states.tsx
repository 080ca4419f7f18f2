import { CircleAlert, Lock, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/problem';
import { Button } from './Button';
import { isFailedImport } from './chunk';
import { cx } from './cx';

/** Shown while a page has nothing to show: what the page is for, and one primary action. */
export function Empty({
  icon: Icon,
  title,
  children,
  action,
}: {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div
      className={cx(
        'flex flex-col items-center rounded-card border border-dashed border-line bg-raised px-6',
        'py-12 text-center',
      )}
    >
      <span className="mb-4 flex size-11 items-center justify-center rounded-card bg-accent-soft text-accent">
        <Icon aria-hidden size={22} strokeWidth={1.75} />
      </span>
      <h2 className="text-base font-semibold">{title}</h2>
      <p className="mt-2 max-w-md text-sm text-muted">{children}</p>
      {action ? <div className="mt-6 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}

function wordsOf(error: unknown): { title: string; message: string } {
  if (error instanceof ApiProblem)
    return { title: error.title ?? 'Something went wrong', message: error.message };
  if (isFailedImport(error))
    return {
      title: 'This page could not be loaded',
      message:
        'The server was not reached, or it was updated since you opened the app. Reload the page. ' +
        'What you typed in a form is kept.',
    };
  return {
    title: 'Something went wrong',
    message: 'The page could not be shown. Reload it; if that does not help, look in the server’s log.',
  };
}

/** An error: what happened, its code, and a button to try again or to reload the page. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = error instanceof ApiProblem ? error : null;
  if (problem?.status === 403) {
    return (
      <Empty icon={Lock} title="You have no access to this page">
        Your role does not allow it. An owner of your organisation can change your role.
      </Empty>
    );
  }
  const { title, message } = wordsOf(error);
  const reload = problem === null;
  return (
    <div role="alert" className="rounded-card border border-line bg-raised p-6">
      <div className="flex gap-3">
        <CircleAlert aria-hidden size={20} className="mt-0.5 shrink-0 text-fail" />
        <div className="min-w-0">
          <h2 className="text-base font-semibold">{title}</h2>
          <p className="mt-1 text-sm break-words text-muted">{message}</p>
          {problem?.code ? <p className="mt-2 font-mono text-xs text-muted">{problem.code}</p> : null}
          <div className="mt-4 flex flex-wrap gap-2 empty:hidden">
            {onRetry && !isFailedImport(error) ? <Button onClick={onRetry}>Try again</Button> : null}
            {reload ? <Button onClick={() => globalThis.location.reload()}>Reload the page</Button> : null}
          </div>
        </div>
      </div>
    </div>
  );
}

/** A short problem beside the control that caused it. */
export function InlineProblem({ error }: { error: unknown }) {
  if (!error) return null;
  const code = error instanceof ApiProblem ? error.code : undefined;
  return (
    <p
      role="alert"
      className="flex items-start gap-2 rounded-control bg-fail-soft px-3 py-2 text-sm text-fail"
    >
      <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />
      <span className="min-w-0 break-words">
        {error instanceof Error ? error.message : 'The request failed. Try again.'}
        {code ? <span className="ml-2 font-mono text-xs">{code}</span> : null}
      </span>
    </p>
  );
}

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cx('appear-late rounded-control bg-sunken', className)} />;
}

/** A placeholder in the shape of a typical page: a heading, a row of figures, a table. */
export function PageSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-6">
      <Skeleton className="h-9 w-72" />
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        {[0, 1, 2, 3].map((slot) => (
          <Skeleton key={slot} className="h-24" />
        ))}
      </div>
      <Skeleton className="h-64" />
    </div>
  );
}

export function ProgressBar({ label, fraction }: { label: string; fraction: number | null }) {
  const share = fraction == null ? null : Math.min(1, Math.max(0, fraction));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(share == null ? {} : { 'aria-valuenow': Math.round(share * 100) })}
      className="h-1.5 w-full overflow-hidden rounded-full bg-sunken"
    >
      <div
        className="h-full rounded-full bg-accent transition-[width] duration-200"
        style={{ width: `${(share ?? 0) * 100}%` }}
      />
    </div>
  );
}
