import { useState } from 'react';
import { useSignIn } from '../queries/me';
import { Button } from '../ui/Button';
import { TextField } from '../ui/fields';
import { InlineProblem } from '../ui/states';
import { useKept } from '../ui/useKept';

/** The address is kept through a reload; the password never is. */
export function PasswordForm({ onSignedIn }: { onSignedIn?: () => void }) {
  const signIn = useSignIn();
  const { value: email, set: setEmail, forget } = useKept('sign-in:email', () => '');
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
