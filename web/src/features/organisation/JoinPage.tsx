import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { ApiProblem } from '../../api/problem';
import type { InvitationSeen, Me } from '../../api/types';
import { limits } from '../../limits/limits';
import { meQuery, useSignOut } from '../../queries/me';
import { signInLink } from '../../session/next';
import { Button, buttonClass } from '../../ui/Button';
import { TextField } from '../../ui/fields';
import { PlainPage } from '../../ui/PlainPage';
import { Failure, InlineProblem, Skeleton } from '../../ui/states';
import { invitationQuery, useJoin } from './joining';
import { ROLE_CAN } from './roles';

/** What an invitation's link opens. The token is in the fragment, which is sent to no server by itself. */
export function JoinPage() {
  const token = useLocation().hash.slice(1);
  const { data: me } = useQuery(meQuery);
  const { data: seen, error, refetch } = useQuery(invitationQuery(token));
  return (
    <PlainPage title="Invitation" heading={seen ? `Join ${seen.organisation}` : 'Invitation'}>
      {seen && me !== undefined ? <Invited seen={seen} token={token} me={me} /> : null}
      {error ? <NotInvited error={error} onRetry={() => void refetch()} /> : null}
      {(seen && me !== undefined) || error ? null : <Skeleton className="mt-6 h-40" />}
    </PlainPage>
  );
}

function NotInvited({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const refused = error instanceof ApiProblem && error.status >= 400 && error.status < 429;
  return (
    <div className="mt-6 flex flex-col gap-4">
      <Failure error={error} {...(refused ? {} : { onRetry })} />
      <Link to="/sign-in" className="text-sm font-medium text-accent underline">
        Sign in
      </Link>
    </div>
  );
}

function Invited({ seen, token, me }: { seen: InvitationSeen; token: string; me: Me | null }) {
  return (
    <>
      <p className="mt-2 mb-6 text-sm text-muted">
        {seen.invitedBy} invites {seen.email} as {seen.role}. {ROLE_CAN[seen.role]} The invitation lasts until{' '}
        {seen.expiresAt.slice(0, 10)}.
      </p>
      <Step seen={seen} token={token} me={me} />
    </>
  );
}

function Step({ seen, token, me }: { seen: InvitationSeen; token: string; me: Me | null }) {
  if (me && me.email.toLowerCase() !== seen.email.toLowerCase()) return <SomeoneElse me={me} seen={seen} />;
  if (me) return <Accept token={token} organisation={seen.organisation} />;
  if (!seen.hasAccount) return <NewAccount token={token} email={seen.email} />;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm">{seen.email} has an account here. Sign in with it to accept.</p>
      <div>
        <Link to={signInLink(`/invitation#${token}`)} className={buttonClass('primary')}>
          Sign in
        </Link>
      </div>
    </div>
  );
}

function SomeoneElse({ me, seen }: { me: Me; seen: InvitationSeen }) {
  const signOut = useSignOut();
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm">
        You are signed in as {me.email}, and this invitation is for {seen.email}. Sign out, then open the link
        again.
      </p>
      <div>
        <Button busy={signOut.isPending} onClick={() => signOut.mutate()}>
          Sign out
        </Button>
      </div>
    </div>
  );
}

function Accept({ token, organisation }: { token: string; organisation: string }) {
  const join = useJoin();
  return (
    <div className="flex flex-col gap-4">
      <InlineProblem error={join.error} />
      <div>
        <Button look="primary" busy={join.isPending} onClick={() => join.mutate({ token })}>
          Join {organisation}
        </Button>
      </div>
    </div>
  );
}

function NewAccount({ token, email }: { token: string; email: string }) {
  const [password, setPassword] = useState('');
  const join = useJoin();
  const problem = join.error instanceof ApiProblem ? join.error : null;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        join.mutate({ token, password });
      }}
    >
      <TextField label="E-mail" type="email" autoComplete="username" readOnly value={email} />
      <TextField
        label="Choose a password"
        type="password"
        autoComplete="new-password"
        required
        minLength={limits().minPasswordLength}
        hint={`At least ${limits().minPasswordLength} characters.`}
        value={password}
        error={problem?.of('password')}
        onChange={(event) => setPassword(event.target.value)}
      />
      <InlineProblem error={join.error} />
      <div>
        <Button type="submit" look="primary" busy={join.isPending}>
          Join
        </Button>
      </div>
    </form>
  );
}
