import { Hourglass } from 'lucide-react';
import type { Run } from '../api/types';
import { moment } from '../format/numbers';
import { Badge } from '../ui/Badge';

/** Why a run does not go on, since when, and what to do; nothing of a run that goes on. */
export function Waits({ run: { waits } }: { run: Pick<Run, 'waits'> }) {
  if (!waits) return null;
  return (
    <p role="status" className="mb-6 flex items-start gap-3 rounded-card bg-warn-soft p-4 text-sm text-warn">
      <Hourglass aria-hidden size={20} className="shrink-0" />
      <span className="min-w-0">
        <strong className="font-medium">
          The run waits since {moment(waits.since)}. {waits.why}
        </strong>{' '}
        {waits.remedy}
      </span>
    </p>
  );
}

/** Amber, unlike a trial that waits for its turn. */
export function WaitBadge() {
  return <Badge state="underpowered" word="Waiting" />;
}

/** The same on one line, for lists. */
export function WaitLine({ run: { waits } }: { run: Pick<Run, 'waits'> }) {
  if (!waits) return null;
  return (
    <p className="mt-1 text-xs text-warn">
      Since {moment(waits.since)}: {waits.why} {waits.remedy}
    </p>
  );
}
