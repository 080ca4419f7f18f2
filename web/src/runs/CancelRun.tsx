import { Square } from 'lucide-react';
import type { Run } from '../api/types';
import { useCancelRun } from '../queries/runs';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';

export function CancelRun({ run }: { run: Run }) {
  const cancel = useCancelRun();
  if (run.status !== 'queued' && run.status !== 'running') return null;
  return (
    <ConfirmDialog
      trigger={
        <Button look="danger" busy={cancel.isPending}>
          <Square aria-hidden size={12} /> Cancel run
        </Button>
      }
      title={`Cancel “${run.name}”?`}
      confirm="Cancel the run"
      onConfirm={() => cancel.mutate(run.id)}
    >
      The run stops within two seconds. Finished trials are kept. The trial in progress is lost, and no
      evidence pack is made.
    </ConfirmDialog>
  );
}
