import { useQuery } from '@tanstack/react-query';
import { Building2 } from 'lucide-react';
import { useState } from 'react';
import { singleSignOnQuery, useSignInElsewhere } from '../queries/me';
import { Button } from '../ui/Button';
import { TextField } from '../ui/fields';
import { InlineProblem } from '../ui/states';
import { carried } from './sso';

/**
 * Leads to the sign-in page of the person's organisation, which the domain of the address tells. Nothing where no
 * organisation has one; where the server could not say, it is offered.
 */
export function OrganisationSignIn({ next }: { next: string }) {
  const [open, setOpen] = useState(false);
  const [email, setEmail] = useState('');
  const signIn = useSignInElsewhere();
  const { data, isError } = useQuery(singleSignOnQuery);
  if (!(data?.offered ?? isError)) return null;
  if (!open) {
    return (
      <Button onClick={() => setOpen(true)}>
        <Building2 aria-hidden size={14} /> Sign in with your organisation
      </Button>
    );
  }
  return (
    <form
      aria-label="Sign in with your organisation"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate({ email: email.trim(), next: carried(next) });
      }}
    >
      <TextField
        label="E-mail at your organisation"
        type="email"
        autoComplete="email"
        autoFocus // eslint-disable-line jsx-a11y/no-autofocus -- the form has just taken the button's place
        required
        maxLength={254}
        hint="You go on at your organisation’s own sign-in page."
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <InlineProblem error={signIn.error} />
      <Button type="submit" look="primary" busy={signIn.isPending || signIn.isSuccess}>
        Go on
      </Button>
    </form>
  );
}
