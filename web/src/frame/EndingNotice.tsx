import { TriangleAlert } from 'lucide-react';
import { useKeepOrganisation } from '../queries/organisations';
import { Button } from '../ui/Button';
import { InlineProblem } from '../ui/states';

/** Stands over every page of an organisation that is to be deleted. */
export function EndingNotice({ due, isOwner }: { due: string; isOwner: boolean }) {
  const keep = useKeepOrganisation();
  return (
    <div role="status" className="mb-6 flex flex-wrap items-center gap-3 rounded-card bg-warn-soft px-4 py-3">
      <TriangleAlert aria-hidden size={16} className="shrink-0 text-warn" />
      <p className="min-w-0 grow text-sm">
        This organisation and all it has will be deleted on {due.slice(0, 10)}. Until then nothing in it can
        be changed. {isOwner ? null : 'An owner can keep it.'}
      </p>
      {isOwner ? (
        <Button busy={keep.isPending} onClick={() => keep.mutate()}>
          Keep the organisation
        </Button>
      ) : null}
      <InlineProblem error={keep.error} />
    </div>
  );
}
