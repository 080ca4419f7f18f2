import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/fields';
import { InlineProblem } from '../../ui/states';
import { OutsidePage } from './OutsidePage';
import { useForgot } from './queries';

/** Asks for a letter with a link that sets a new password. */
export function ForgotPage() {
  const [email, setEmail] = useState('');
  const forgot = useForgot();
  return (
    <OutsidePage
      title="Forgot your password?"
      lead="We send you a link to set a new one. A passkey or a sign-in link that was printed still works."
    >
      {forgot.isSuccess ? (
        <p role="status" className="text-sm">
          If {email} has an account, a letter is on its way. Its link works once, for an hour.
        </p>
      ) : (
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            forgot.mutate(email);
          }}
        >
          <TextField
            label="E-mail"
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <InlineProblem error={forgot.error} />
          <Button type="submit" look="primary" busy={forgot.isPending}>
            Send the link
          </Button>
        </form>
      )}
      <p className="mt-6 text-sm">
        <Link to="/sign-in" className="text-accent underline underline-offset-2">
          Back to sign in
        </Link>
      </p>
    </OutsidePage>
  );
}
