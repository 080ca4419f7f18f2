import { useState } from 'react';
import { ApiProblem } from '../../api/problem';
import type { Role, SignInAuthority } from '../../api/types';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/fields';
import { InlineProblem } from '../../ui/states';
import { RoleSelect } from './RoleSelect';

type Entered = {
  issuer?: string;
  clientId: string;
  clientSecret?: string;
  domain: string;
  defaultRole: Role;
};

/** What is entered of a sign-in service. The issuer of one that is there stays. */
export function AuthorityForm({
  authority,
  submit,
  busy,
  error,
  onSubmit,
  onCancel,
}: {
  authority?: SignInAuthority;
  submit: string;
  busy: boolean;
  error: unknown;
  onSubmit: (entered: Entered) => void;
  onCancel?: () => void;
}) {
  const [issuer, setIssuer] = useState('');
  const [clientId, setClientId] = useState(authority?.clientId ?? '');
  const [clientSecret, setClientSecret] = useState('');
  const [domain, setDomain] = useState(authority?.domain ?? '');
  const [defaultRole, setDefaultRole] = useState<Role>(authority?.defaultRole ?? 'reviewer');
  const problem = error instanceof ApiProblem ? error : null;
  return (
    <form
      aria-label={authority ? `Change the sign-in service of ${authority.domain}` : 'Add a sign-in service'}
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit({
          ...(authority ? {} : { issuer: issuer.trim() }),
          ...(clientSecret ? { clientSecret } : {}),
          clientId: clientId.trim(),
          domain: domain.trim(),
          defaultRole,
        });
      }}
    >
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {authority ? null : (
          <TextField
            label="Issuer"
            type="url"
            required
            maxLength={500}
            autoComplete="off"
            hint="The service’s address, such as https://login.example.org. It cannot be changed later."
            value={issuer}
            error={problem?.of('issuer')}
            onChange={(event) => setIssuer(event.target.value)}
          />
        )}
        <TextField
          label="E-mail domain"
          required
          maxLength={253}
          autoComplete="off"
          hint="What stands after the @ of your people’s addresses."
          value={domain}
          error={problem?.of('domain')}
          onChange={(event) => setDomain(event.target.value)}
        />
        <TextField
          label="Client id"
          required
          maxLength={200}
          autoComplete="off"
          value={clientId}
          error={problem?.of('clientId')}
          onChange={(event) => setClientId(event.target.value)}
        />
        <TextField
          label="Client secret"
          type="password"
          required={!authority}
          maxLength={500}
          autoComplete="off"
          hint={authority ? 'Empty: it stays as it is.' : 'Stored encrypted and never shown again.'}
          value={clientSecret}
          error={problem?.of('clientSecret')}
          onChange={(event) => setClientSecret(event.target.value)}
        />
        <RoleSelect
          label="Role of new members"
          role={defaultRole}
          most="engineer"
          onChange={setDefaultRole}
        />
      </div>
      <InlineProblem error={error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" busy={busy}>
          {submit}
        </Button>
        {onCancel ? <Button onClick={onCancel}>Cancel</Button> : null}
      </div>
    </form>
  );
}
