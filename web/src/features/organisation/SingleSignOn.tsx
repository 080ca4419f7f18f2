import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SignInAuthority } from '../../api/types';
import { words } from '../../format/numbers';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { CopyField } from '../../ui/CopyField';
import { InlineProblem } from '../../ui/states';
import { AuthorityForm } from './AuthorityForm';
import {
  authoritiesQuery,
  useAddAuthority,
  useChangeAuthority,
  useCheckAuthority,
  useRemoveAuthority,
} from './authorities';

/** Where the organisation's people sign in, if not here. */
export function SingleSignOn() {
  const { data: authorities } = useSuspenseQuery(authoritiesQuery);
  const add = useAddAuthority();
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      {authorities.map((authority) => (
        <AuthorityCard key={authority.id} authority={authority} />
      ))}
      <Card
        title="Add a sign-in service"
        hint={
          'People whose address is of the domain sign in at your organisation’s own OpenID Connect service, such as ' +
          'Entra ID, Keycloak or Google Workspace. Who comes for the first time becomes a member.'
        }
      >
        <AuthorityForm
          key={authorities.length}
          submit="Add"
          busy={add.isPending}
          error={add.error}
          onSubmit={({ issuer, clientSecret = '', ...rest }) =>
            add.mutate({ ...rest, issuer: issuer ?? '', clientSecret })
          }
        />
      </Card>
    </div>
  );
}

function AuthorityCard({ authority }: { authority: SignInAuthority }) {
  const [changes, setChanges] = useState(false);
  const change = useChangeAuthority(authority.id);
  const check = useCheckAuthority();
  const remove = useRemoveAuthority();
  return (
    <Card title={authority.domain} hint={authority.issuer}>
      <div className="flex flex-col gap-4">
        {authority.allowed ? null : (
          <p role="alert" className="text-sm text-fail">
            Nobody signs in here yet: whoever runs this installation has not allowed your organisation this
            domain, or no longer does.
          </p>
        )}
        <CopyField label="Redirect address, to register at the service" text={authority.redirectAddress} />
        {changes ? (
          <AuthorityForm
            authority={authority}
            submit="Save"
            busy={change.isPending}
            error={change.error}
            onSubmit={(settings) => change.mutate(settings, { onSuccess: () => setChanges(false) })}
            onCancel={() => setChanges(false)}
          />
        ) : (
          <>
            <p className="text-sm text-muted">
              Client id <span className="break-all text-ink">{authority.clientId}</span>. New members come as{' '}
              <span className="text-ink">{words(authority.defaultRole).toLowerCase()}</span>.
            </p>
            <InlineProblem error={check.error ?? remove.error} />
            {check.isSuccess ? (
              <p role="status" className="text-sm text-pass">
                The service answers and offers what is needed. Whether it knows the client id and secret, the
                first sign-in shows: try it in a private window.
              </p>
            ) : null}
            <div className="flex flex-wrap gap-2">
              <Button busy={check.isPending} onClick={() => check.mutate(authority.id)}>
                Check the service
              </Button>
              <Button onClick={() => setChanges(true)}>Change</Button>
              <ConfirmDialog
                trigger={
                  <Button look="danger" busy={remove.isPending}>
                    Remove
                  </Button>
                }
                title={`Remove the sign-in service of ${authority.domain}?`}
                confirm="Remove it"
                onConfirm={() => remove.mutate(authority.id)}
              >
                Nobody signs in there any more, and sessions that it opened end. Members stay members; who has
                neither password nor passkey sets a password by “Forgot your password?”.
              </ConfirmDialog>
            </div>
          </>
        )}
      </div>
    </Card>
  );
}
