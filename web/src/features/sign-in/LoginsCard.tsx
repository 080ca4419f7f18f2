import { useSuspenseQuery } from '@tanstack/react-query';
import type { ConnectedLogin } from '../../api/types';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { InlineProblem } from '../../ui/states';
import { loginsQuery, useConnect, useDisconnect } from './queries';

/** The organisation's sign-in services, and whether they sign in this account; nothing where there is none. */
export function LoginsCard({ tenant }: { tenant: string }) {
  const { data: logins } = useSuspenseQuery(loginsQuery);
  if (logins.length === 0) return null;
  return (
    <Card
      title="Sign in with your organisation"
      hint={`A connected login opens ${tenant} and no other organisation of yours.`}
    >
      <ul aria-label="Logins" className="flex flex-col">
        {logins.map((login) => (
          <LoginRow key={login.id} login={login} />
        ))}
      </ul>
    </Card>
  );
}

function LoginRow({ login }: { login: ConnectedLogin }) {
  const connect = useConnect();
  const disconnect = useDisconnect();
  return (
    <li className="flex flex-col gap-2 border-t border-line py-3 first:border-t-0 first:pt-0">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
            {login.domain} {login.connected ? <Badge state="pass" word="Connected" /> : null}
          </p>
          <p className="mt-0.5 text-xs break-all text-muted">{login.issuer}</p>
        </div>
        {login.connected ? (
          <ConfirmDialog
            trigger={
              <Button busy={disconnect.isPending} aria-label={`Disconnect the login of ${login.domain}`}>
                Disconnect
              </Button>
            }
            title={`Disconnect the login of ${login.domain}?`}
            confirm="Disconnect it"
            onConfirm={() => disconnect.mutate(login.id)}
          >
            It no longer signs you in, and your other sessions end. You can connect it again.
          </ConfirmDialog>
        ) : (
          <Button
            busy={connect.isPending || connect.isSuccess}
            aria-label={`Connect the login of ${login.domain}`}
            onClick={() => connect.mutate(login.id)}
          >
            Connect
          </Button>
        )}
      </div>
      <InlineProblem error={connect.error ?? disconnect.error} />
    </li>
  );
}
