import { useSuspenseQuery } from '@tanstack/react-query';
import { words } from '../../format/numbers';
import { meQuery } from '../../queries/me';
import { PageHeader } from '../../ui/PageHeader';
import { PasskeysCard } from './PasskeysCard';
import { PasswordCard } from './PasswordCard';
import { SessionsCard } from './SessionsCard';
import { TwoFactorCard } from './TwoFactorCard';
import { UsageCard } from './UsageCard';

export function AccountPage() {
  const { data: me } = useSuspenseQuery(meQuery);
  if (!me) return null;
  return (
    <>
      <PageHeader title="Account" lead={`${me.email}, ${words(me.role).toLowerCase()} at ${me.tenant}`} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-6">
          <PasskeysCard />
          <PasswordCard hasPassword={me.hasPassword} />
          <TwoFactorCard />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <SessionsCard />
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
