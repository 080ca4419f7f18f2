import type { ReactNode } from 'react';
import { Mark } from './Mark';
import { ThemeToggle } from './ThemeToggle';

/** A page with one question, outside the frame. */
export function PlainPage({
  title,
  heading = title,
  children,
}: {
  title: string;
  heading?: string;
  children: ReactNode;
}) {
  return (
    <div className="flex min-h-screen flex-col">
      <title>{`${title} · AethergenAI`}</title>
      <header className="flex items-center justify-between px-6 py-4">
        <span className="flex items-center gap-2 font-semibold">
          <Mark /> AethergenAI
        </span>
        <ThemeToggle />
      </header>
      <main className="mx-auto flex w-full max-w-md grow flex-col justify-center px-4 pb-24">
        <h1 className="text-xl font-semibold tracking-tight">{heading}</h1>
        {children}
      </main>
    </div>
  );
}
