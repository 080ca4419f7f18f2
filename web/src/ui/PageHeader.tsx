import { useEffect, type ReactNode } from 'react';

/** The page's title, a sentence about it, and its actions. Also sets the title of the browser tab. */
export function PageHeader({
  title,
  lead,
  meta,
  actions,
}: {
  title: string;
  lead?: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · AethergenAI`;
  }, [title]);
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 max-w-3xl">
        <h1 className="text-xl font-semibold tracking-tight break-words">{title}</h1>
        {lead ? <p className="mt-2 text-sm text-muted">{lead}</p> : null}
        {meta ? (
          <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-muted">{meta}</div>
        ) : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}
