import { AlertDialog } from 'radix-ui';
import { buttonClass } from './Button';
import { cx } from './cx';

/** Asks before the user leaves a form with unsaved changes. */
export function LeaveDialog({
  open,
  onStay,
  onLeave,
}: {
  open: boolean;
  onStay: () => void;
  onLeave: () => void;
}) {
  return (
    <AlertDialog.Root open={open}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <AlertDialog.Content
          className={cx(
            'fixed top-1/2 left-1/2 z-50 w-[min(28rem,calc(100vw-2rem))] -translate-x-1/2',
            '-translate-y-1/2 rounded-card border border-line bg-raised p-6 shadow-raised',
          )}
          onEscapeKeyDown={onStay}
        >
          <AlertDialog.Title className="text-base font-semibold">Leave without saving?</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-sm text-muted">
            You will lose your changes to this page.
          </AlertDialog.Description>
          <div className="mt-6 flex justify-end gap-2">
            <AlertDialog.Cancel className={buttonClass('plain')} onClick={onStay}>
              Stay here
            </AlertDialog.Cancel>
            <AlertDialog.Action className={buttonClass('danger')} onClick={onLeave}>
              Leave
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
