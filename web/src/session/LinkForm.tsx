import { useState } from 'react';
import { useSignIn } from '../queries/me';
import { Button } from '../ui/Button';
import { TextField } from '../ui/fields';
import { InlineProblem } from '../ui/states';

/** Signs in with a pasted sign-in link, for an account that has no password yet. */
export function LinkForm({ onSignedIn }: { onSignedIn?: () => void }) {
  const signIn = useSignIn();
  const [link, setLink] = useState('');
  const [error, setError] = useState<string>();

  return (
    <form
      className="flex flex-col gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const token = tokenIn(link);
        setError(token ? undefined : 'This is no sign-in link. Paste the whole address.');
        if (token) signIn.mutate({ token }, { onSuccess: () => onSignedIn?.() });
      }}
    >
      <TextField
        label="Sign-in link"
        hint="Paste the link that the server printed at its latest start. Restarting the server prints a new one."
        autoComplete="off"
        required
        value={link}
        error={error}
        onChange={(event) => setLink(event.target.value)}
      />
      <InlineProblem error={signIn.error} />
      <Button type="submit" look="primary" busy={signIn.isPending}>
        Sign in with the link
      </Button>
    </form>
  );
}

function tokenIn(link: string): string | null {
  try {
    return new URL(link.trim()).searchParams.get('token');
  } catch {
    return null;
  }
}
