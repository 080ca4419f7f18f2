import { useState } from 'react';
import { useSignIn } from '../queries/me';
import { Button } from '../ui/Button';
import { TextField } from '../ui/fields';
import { InlineProblem } from '../ui/states';

/** The second step of signing in, after the password: the code of an authenticator app, or a recovery code. */
export function CodeForm({ onSignedIn, onBack }: { onSignedIn?: () => void; onBack: () => void }) {
  const signIn = useSignIn();
  const [recovers, setRecovers] = useState(false);
  const [code, setCode] = useState('');
  const field = recovers
    ? { label: 'Recovery code', hint: 'One of those you kept when you set this up. Each works once.' }
    : { label: 'Code', hint: 'The six digits that your authenticator app shows for AethergenAI.' };

  return (
    <form
      aria-label="Second step"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate(
          { code, kind: recovers ? 'recovery-code' : 'code' },
          { onSuccess: () => onSignedIn?.(), onError: () => setCode('') },
        );
      }}
    >
      <TextField
        key={field.label}
        {...field}
        inputMode={recovers ? 'text' : 'numeric'}
        autoComplete="one-time-code"
        autoFocus // eslint-disable-line jsx-a11y/no-autofocus -- the form has just taken the password's place
        required
        maxLength={20}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <InlineProblem error={signIn.error} />
      <Button type="submit" look="primary" busy={signIn.isPending}>
        Sign in
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button
          look="ghost"
          onClick={() => {
            setRecovers(!recovers);
            setCode('');
            signIn.reset();
          }}
        >
          {recovers ? 'Use the app’s code' : 'Use a recovery code'}
        </Button>
        <Button look="ghost" onClick={onBack}>
          Start again
        </Button>
      </div>
    </form>
  );
}
