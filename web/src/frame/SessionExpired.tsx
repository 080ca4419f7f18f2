import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Dialog } from 'radix-ui';
import { meQuery } from '../queries/me';
import { OrganisationSignIn } from '../session/OrganisationSignIn';
import { LinkForm } from '../session/LinkForm';
import { PasskeySignIn } from '../session/PasskeySignIn';
import { SignInWays } from '../session/SignInWays';
import { cx } from '../ui/cx';

/** A dialog that signs in again over the page, so that what was typed there stays. */
export function SessionExpired({ expired, onSignedIn }: { expired: boolean; onSignedIn: () => void }) {
  const queryClient = useQueryClient();
  const { data: me } = useQuery(meQuery);
  const done = () => {
    onSignedIn();
    void queryClient.invalidateQueries();
  };
  return (
    <Dialog.Root open={expired}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          className={cx(
            'fixed top-1/2 left-1/2 z-50 w-[min(24rem,calc(100vw-2rem))] -translate-x-1/2',
            '-translate-y-1/2 rounded-card border border-line bg-raised p-6 shadow-raised',
          )}
        >
          <Dialog.Title className="text-base font-semibold">You were signed out</Dialog.Title>
          <Dialog.Description className="mt-1 mb-4 text-sm text-muted">
            Sign in to continue. What you typed is still here.
          </Dialog.Description>
          {me?.signedInAt ? (
            <div className="mb-4 flex flex-col gap-2">
              <OrganisationSignIn next={here()} />
              <p className="text-xs text-muted">
                That leads away from this page: what you did not save is lost.
              </p>
            </div>
          ) : null}
          {me?.hasPassword === false && !me.signedInAt ? (
            <div className="flex flex-col gap-4">
              <LinkForm onSignedIn={done} />
              <PasskeySignIn onSignedIn={done} />
            </div>
          ) : (
            <>
              <SignInWays onSignedIn={done} />
              <details className="mt-4 text-sm">
                <summary className="cursor-pointer text-accent">Sign in with a link instead</summary>
                <div className="mt-3">
                  <LinkForm onSignedIn={done} />
                </div>
              </details>
            </>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function here(): string {
  const { pathname, search, hash } = globalThis.location;
  return pathname + search + hash;
}
