import { useState } from 'react';
import { useLocation } from 'react-router';
import { ApiProblem } from '../../api/problem';
import { limits } from '../../limits/limits';
import { Button, ButtonLink } from '../../ui/Button';
import { TextField } from '../../ui/fields';
import { InlineProblem } from '../../ui/states';
import { OutsidePage } from './OutsidePage';
import { useReset } from './queries';

/** What the link in a letter opens. The token is in the fragment, which is sent to no server by itself. */
export function NewPasswordPage() {
  const token = useLocation().hash.slice(1);
  const [password, setPassword] = useState('');
  const reset = useReset();
  const problem = reset.error instanceof ApiProblem ? reset.error : null;
  return (
    <OutsidePage
      title="Set a new password"
      lead="Setting it signs you out everywhere. Then sign in with the new password."
    >
      {reset.isSuccess ? (
        <div className="flex flex-col gap-4">
          <p role="status" className="text-sm">
            The new password is set.
          </p>
          <div>
            <ButtonLink to="/sign-in" look="primary">
              Sign in
            </ButtonLink>
          </div>
        </div>
      ) : (
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            reset.mutate({ token, password });
          }}
        >
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
          <InlineProblem error={reset.error} />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" look="primary" busy={reset.isPending}>
              Set the password
            </Button>
            {problem?.code === 'sign-in.bad-reset-link' ? (
              <ButtonLink to="/forgot-password">Ask for a new link</ButtonLink>
            ) : null}
          </div>
        </form>
      )}
    </OutsidePage>
  );
}
