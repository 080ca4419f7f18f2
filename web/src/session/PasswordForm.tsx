import { useState } from 'react';
import { ApiProblem } from '../api/problem';
import { useSignIn } from '../queries/me';
import { Button } from '../ui/Button';
import { TextField } from '../ui/fields';
import { InlineProblem } from '../ui/states';
import { useFormDraft } from '../ui/useFormDraft';

/** The address is kept through a reload; the password never is. */
export function PasswordForm({
  onSignedIn,
  onCodeNeeded,
}: {
  onSignedIn?: () => void;
  /** The password is right, and a code has to follow. */
  onCodeNeeded?: () => void;
}) {
  const signIn = useSignIn();
  const { value: email, set: setEmail, forget } = useFormDraft('sign-in:email', () => '');
  const [password, setPassword] = useState('');

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate(
          { email, password },
          {
            onSuccess: () => {
              forget();
              onSignedIn?.();
            },
            onError: (problem) => {
              if (problem instanceof ApiProblem && problem.code === 'sign-in.code-needed') onCodeNeeded?.();
            },
          },
        );
      }}
    >
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username webauthn"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label="Password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <InlineProblem error={signIn.error} />
      <Button type="submit" look="primary" busy={signIn.isPending}>
        Sign in
      </Button>
    </form>
  );
}
