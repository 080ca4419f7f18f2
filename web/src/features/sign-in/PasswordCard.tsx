import { useState } from 'react';
import { ApiProblem } from '../../api/problem';
import { limits } from '../../limits/limits';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { TextField } from '../../ui/fields';
import { InlineProblem } from '../../ui/states';
import { useSetPassword } from './queries';

export function PasswordCard({ hasPassword }: { hasPassword: boolean }) {
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
          : 'Without one, a passkey signs you in, or the link that the server printed when it started.'
      }
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
          minLength={limits().minPasswordLength}
          hint={`At least ${limits().minPasswordLength} characters. Several words are good.`}
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
