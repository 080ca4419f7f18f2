import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { keep, kept } from '../api/tabStorage';
import { meQuery, waysQuery } from '../queries/me';
import { Button, ButtonLink } from '../ui/Button';

const LATER = 'first-way:later';

/** Leads whoever signed in with the printed link to a way of their own, once in each tab. */
export function FirstWayNotice() {
  const { data: ways } = useQuery(waysQuery);
  const { data: me } = useQuery(meQuery);
  const [later, setLater] = useState(() => kept<boolean>(LATER) === true);
  if (!ways || ways.hasPassword || ways.passkeys > 0 || me?.signedInAt || later) return null;
  return (
    <section
      aria-label="Your own way to sign in"
      className="mb-6 flex flex-wrap items-center gap-3 rounded-card border border-line bg-raised px-4 py-3"
    >
      <KeyRound aria-hidden size={16} className="shrink-0 text-accent" />
      <p className="min-w-0 grow basis-64 text-sm">
        You signed in with the printed link, which stops working when the server restarts. Set a passkey or a
        password to sign in without it.
      </p>
      <div className="flex gap-2">
        <ButtonLink to="/account" look="primary">
          Set one now
        </ButtonLink>
        <Button
          onClick={() => {
            keep(LATER, true);
            setLater(true);
          }}
        >
          Later
        </Button>
      </div>
    </section>
  );
}
