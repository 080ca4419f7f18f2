import { useQuery } from '@tanstack/react-query';
import { Navigate, useLocation } from 'react-router';
import { limits } from '../../limits/limits';
import { meQuery } from '../../queries/me';
import { signInLink } from '../../session/next';
import { PlainPage } from '../../ui/PlainPage';
import { Failure, Skeleton } from '../../ui/states';
import { Decide } from './Decide';

/** Asks whether the command line may work in the person's name. */
export function AllowPage() {
  const { pathname, search } = useLocation();
  const { data: me, error, refetch } = useQuery(meQuery);
  const fields = new URLSearchParams(search);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (me === undefined) return <Skeleton className="m-8 h-40" />;
  if (me === null) return <Navigate to={signInLink(pathname + search)} replace />;
  if (fields.get('client_id') !== limits().commandLine) {
    return (
      <PlainPage title="Nothing to allow">
        <p className="mt-2 text-sm text-muted">
          This link does not come from the command line. Run “aethergen login” again, and open the link that
          it shows.
        </p>
      </PlainPage>
    );
  }
  return (
    <PlainPage title="Allow the command line to sign in?">
      <p className="mt-2 mb-6 text-sm text-muted">
        “aethergen” on a computer of yours asks to work as {me.email} in {me.tenant}, with your role:{' '}
        {me.role}. Allow it only if you have just started “aethergen login” yourself.
      </p>
      <Decide action="/connect/authorize" fields={fields} />
    </PlainPage>
  );
}
