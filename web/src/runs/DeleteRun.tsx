import { Trash2 } from 'lucide-react';
import { useNavigate } from 'react-router';
import type { Run } from '../api/types';
import { useDeleteRun } from '../queries/runs';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { InlineProblem } from '../ui/states';

/** Deletes a run that has no results, after asking. */
export function DeleteRun({ run }: { run: Run }) {
  const remove = useDeleteRun(run.projectId);
  const navigate = useNavigate();
  if (run.status !== 'refused' && run.status !== 'cancelled') return null;
  return (
    <>
      <ConfirmDialog
        trigger={
          <Button look="danger" busy={remove.isPending}>
            <Trash2 aria-hidden size={14} /> Delete run
          </Button>
        }
        title={`Delete “${run.name}”?`}
        confirm="Delete the run"
        onConfirm={() =>
          remove.mutate(run.id, {
            onSuccess: () => void navigate(`/projects/${run.projectId}/generation`, { replace: true }),
          })
        }
      >
        The run and its finished trials are deleted for everyone. What it spent of a privacy budget stays
        spent.
      </ConfirmDialog>
      <InlineProblem error={remove.error} />
    </>
  );
}
