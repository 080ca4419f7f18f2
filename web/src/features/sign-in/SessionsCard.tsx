import { useSuspenseQuery } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import type { Session } from '../../api/types';
import { age } from '../../format/numbers';
import { useSignOut } from '../../queries/me';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { InlineProblem } from '../../ui/states';
import { useNow } from '../../ui/useNow';
import { sessionsQuery, useEndSession } from './queries';

const METHODS: Record<string, string> = {
  password: 'password',
  'password-and-code': 'password and code',
  passkey: 'passkey',
  link: 'the printed link',
  'single-sign-on': 'single sign-on',
};

/**
 * Where the person is signed in, with what ends it.
 *
 * @param only The organisation whose sessions these are, where its sign-in service opened this one.
 */
export function SessionsCard({ only }: { only?: string | undefined }) {
  const { data: sessions } = useSuspenseQuery(sessionsQuery);
  const end = useEndSession();
  const signOut = useSignOut('everywhere');
  const others = sessions.filter(({ current }) => !current).length;
  return (
    <Card
      title="Where you are signed in"
      hint="If you do not know one of these sessions, end it and change your password. A session ends at once."
    >
      {only ? (
        <p className="mb-2 text-xs text-muted">
          These are your sessions in {only}. To see and end those in other organisations, sign in with a
          password or passkey.
        </p>
      ) : null}
      <ul aria-label="Sessions" className="flex flex-col">
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            busy={end.isPending}
            onEnd={() => end.mutate(session.id)}
          />
        ))}
      </ul>
      <div className="mt-4 flex flex-col gap-3">
        <InlineProblem error={end.error ?? signOut.error} />
        <div className="flex flex-wrap gap-2">
          {others > 0 ? (
            <ConfirmDialog
              trigger={<Button busy={end.isPending}>End all others</Button>}
              title="End all other sessions?"
              keep="Keep them"
              confirm="End all others"
              onConfirm={() => end.mutate(null)}
            >
              {only
                ? `You stay signed in here. Your other sessions in ${only} end, those of the command line too.`
                : 'You stay signed in here. Everywhere else you have to sign in again.'}
            </ConfirmDialog>
          ) : null}
          <ConfirmDialog
            trigger={
              <Button look="danger" busy={signOut.isPending}>
                <LogOut aria-hidden size={14} /> Sign out everywhere
              </Button>
            }
            title="Sign out everywhere?"
            keep="Stay signed in"
            confirm="Sign out everywhere"
            onConfirm={() => signOut.mutate()}
          >
            {only
              ? `All your sessions in ${only} end, this one too, and the command line is signed out of it.`
              : 'All sessions end, this one too, and the command line is signed out.'}{' '}
            What you typed in forms here and did not save is lost.
          </ConfirmDialog>
        </div>
      </div>
    </Card>
  );
}

function SessionRow({ session, busy, onEnd }: { session: Session; busy: boolean; onEnd: () => void }) {
  const now = useNow(30_000);
  return (
    <li className="flex items-center justify-between gap-4 border-t border-line py-3 first:border-t-0">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          {session.device} {session.current ? <Tag>this session</Tag> : null}
        </p>
        <p className="mt-0.5 text-xs text-muted">
          {session.address ? `From ${session.address}. ` : ''}
          Last used {age(session.lastUsedAt, now)}, signed in {age(session.createdAt, now)}
          {session.method ? ` by ${METHODS[session.method] ?? session.method}` : ''}.
        </p>
      </div>
      {session.current ? null : (
        <ConfirmDialog
          trigger={
            <Button busy={busy} aria-label={`End the session of ${session.device}`}>
              End
            </Button>
          }
          title={`End the session of ${session.device}?`}
          confirm="End it"
          onConfirm={onEnd}
        >
          Whoever uses it has to sign in again.
        </ConfirmDialog>
      )}
    </li>
  );
}
