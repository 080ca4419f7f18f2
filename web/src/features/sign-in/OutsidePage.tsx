import type { ReactNode } from 'react';
import { Mark } from '../../ui/Mark';
import { ThemeToggle } from '../../ui/ThemeToggle';

/** A page for people who are not signed in. */
export function OutsidePage({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <div className="flex min-h-screen flex-col">
      <title>{`${title} · AethergenAI`}</title>
      <header className="flex items-center justify-between px-6 py-4">
        <span className="flex items-center gap-2 font-semibold">
          <Mark /> AethergenAI
        </span>
        <ThemeToggle />
      </header>
      <main className="mx-auto flex w-full max-w-sm grow flex-col justify-center px-4 pb-24">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        <p className="mt-2 mb-6 text-sm text-muted">{lead}</p>
        {children}
      </main>
    </div>
  );
}
