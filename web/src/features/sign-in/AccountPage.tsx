import { useSuspenseQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { Me } from '../../api/types';
import { words } from '../../format/numbers';
import { meQuery } from '../../queries/me';
import { signInProblem } from '../../session/sso';
import { Card } from '../../ui/Card';
import { PageHeader } from '../../ui/PageHeader';
import { LoginsCard } from './LoginsCard';
import { PasskeysCard } from './PasskeysCard';
import { PasswordCard } from './PasswordCard';
import { SessionsCard } from './SessionsCard';
import { TwoFactorCard } from './TwoFactorCard';
import { UsageCard } from './UsageCard';

export function AccountPage() {
  const { data: me } = useSuspenseQuery(meQuery);
  const problem = signInProblem(useSearchParams()[0]);
  if (!me) return null;
  return (
    <>
      <PageHeader title="Account" lead={`${me.email}, ${words(me.role).toLowerCase()} at ${me.tenant}`} />
      {problem ? (
        <p role="alert" className="mb-6 text-sm text-fail">
          {problem}
        </p>
      ) : null}
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-6">
          {me.signedInAt ? <SignedInElsewhere tenant={me.tenant} /> : <OwnWays me={me} />}
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <SessionsCard only={me.signedInAt ? me.tenant : undefined} />
          {me.role === 'reviewer' ? null : <UsageCard />}
        </div>
      </div>
      <p className="mt-6 text-xs text-muted">
        This app contains{' '}
        <a href="/THIRD-PARTY-NOTICES.txt" className="text-accent underline">
          software of others
        </a>
        .
      </p>
    </>
  );
}

function OwnWays({ me }: { me: Me }) {
  return (
    <>
      <PasskeysCard />
      <PasswordCard hasPassword={me.hasPassword} />
      <TwoFactorCard />
      <LoginsCard tenant={me.tenant} />
    </>
  );
}

/** Whoever runs the organisation's service can open such a session, so that it changes nothing here. */
function SignedInElsewhere({ tenant }: { tenant: string }) {
  return (
    <Card title="You signed in with your organisation">
      <p className="text-sm">
        This session opens {tenant} and no other organisation. To change how your account signs in, sign out
        and sign in with a password or passkey. If you have none, “Forgot your password?” on the sign-in page
        sets a password.
      </p>
    </Card>
  );
}
