import { useQueryClient } from '@tanstack/react-query';
import { Dialog } from 'radix-ui';
import { PasswordForm } from '../session/PasswordForm';
import { cx } from '../ui/cx';

/** A dialog that signs in again over the page, so that what was typed there stays. */
export function SessionExpired({ expired, onSignedIn }: { expired: boolean; onSignedIn: () => void }) {
  const queryClient = useQueryClient();
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
          <PasswordForm
            onSignedIn={() => {
              onSignedIn();
              void queryClient.invalidateQueries();
            }}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
