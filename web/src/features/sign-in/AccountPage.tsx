import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../api/problem';
import { words } from '../../format/numbers';
import { meQuery } from '../../queries/me';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { TextField } from '../../ui/fields';
import { PageHeader } from '../../ui/PageHeader';
import { InlineProblem } from '../../ui/states';
import { useSetPassword } from './queries';
import { UsageCard } from './UsageCard';

const SHORTEST = 12;

export function AccountPage() {
  const { data: me } = useSuspenseQuery(meQuery);
  if (!me) return null;
  return (
    <>
      <PageHeader title="Account" lead={`${me.email}, ${words(me.role).toLowerCase()} at ${me.tenant}`} />
      <div className="flex flex-col gap-6">
        <PasswordCard hasPassword={me.hasPassword} />
        {me.role === 'reviewer' ? null : <UsageCard />}
        <p className="text-xs text-muted">
          This app contains{' '}
          <a href="/THIRD-PARTY-NOTICES.txt" className="text-accent underline">
            software of others
          </a>
          .
        </p>
      </div>
    </>
  );
}

function PasswordCard({ hasPassword }: { hasPassword: boolean }) {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const set = useSetPassword();
  const problem = set.error instanceof ApiProblem ? set.error : null;
  return (
    <Card
      title={hasPassword ? 'Change the password' : 'Set a password'}
      hint={
        hasPassword
          ? undefined
          : 'Until you set one, you can sign in only with the link that the server printed when it started.'
      }
      className="max-w-md"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          set.mutate(
            { current, password },
            {
              onSuccess: () => {
                setCurrent('');
                setPassword('');
              },
            },
          );
        }}
      >
        {hasPassword ? (
          <TextField
            label="Current password"
            type="password"
            autoComplete="current-password"
            required
            value={current}
            error={problem?.of('current')}
            onChange={(event) => setCurrent(event.target.value)}
          />
        ) : null}
        <TextField
          label="New password"
          type="password"
          autoComplete="new-password"
          required
          minLength={SHORTEST}
          hint={`At least ${SHORTEST} characters.`}
          value={password}
          error={problem?.of('password')}
          onChange={(event) => setPassword(event.target.value)}
        />
        <InlineProblem error={set.error} />
        {set.isSuccess ? (
          <p role="status" className="text-sm text-pass">
            The password is set.
          </p>
        ) : null}
        <div>
          <Button type="submit" look="primary" busy={set.isPending}>
            {hasPassword ? 'Change password' : 'Set password'}
          </Button>
        </div>
      </form>
    </Card>
  );
}
