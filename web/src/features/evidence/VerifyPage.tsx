import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { meQuery, useSignOut } from '../../queries/me';
import { Button } from '../../ui/Button';
import { Mark } from '../../ui/Mark';
import { PageHeader } from '../../ui/PageHeader';
import { ThemeToggle } from '../../ui/ThemeToggle';
import { VerifyPanel } from './VerifyPanel';

/** Verifies a pack that someone was sent; needs no account. */
export function VerifyPage() {
  const { data: me } = useQuery(meQuery);
  const signOut = useSignOut();
  return (
    <div className="min-h-screen">
      <header className="flex flex-wrap items-center justify-between border-b border-line px-6 py-3">
        <Link to="/" className="flex items-center gap-2 font-semibold">
          <Mark /> AethergenAI
        </Link>
        <div className="flex items-center gap-2">
          <ThemeToggle />
          {me ? (
            <Link to="/account" className="text-sm font-medium text-accent hover:underline">
              Account
            </Link>
          ) : null}
          {me ? (
            <Button look="ghost" onClick={() => signOut.mutate()}>
              Sign out
            </Button>
          ) : (
            <Link to="/sign-in" className="text-sm font-medium text-accent hover:underline">
              Sign in
            </Link>
          )}
        </div>
      </header>
      <main className="mx-auto max-w-3xl px-6 py-10">
        <PageHeader
          title="Is this evidence intact?"
          lead={
            <>
              An evidence pack holds what a run made: recipe, schema, models, synthetic rows, reports, and a
              signed statement with the SHA-256 of each file. It never holds a real row.
            </>
          }
        />
        <VerifyPanel />
      </main>
    </div>
  );
}
