import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Run } from '../api/types';
import { duration, words } from '../format/numbers';
import { runParts } from '../queries/runs';
import { CancelRun } from '../runs/CancelRun';
import { useTelemetry } from '../runs/useTelemetry';
import { WaitBadge } from '../runs/Waits';
import { Badge } from '../ui/Badge';
import { ProgressBar } from '../ui/states';

/** The run in progress, at the foot of every page. */
export function RunningStrip({ projectId }: { projectId: string }) {
  const { data: runs = [] } = useInfiniteQuery(runParts(projectId));
  const active = runs.filter(
    (run) => run.status === 'running' || run.status === 'queued' || run.status === 'cancelling',
  );
  const first = active.find((run) => run.status !== 'queued') ?? active[0];
  if (!first) return null;
  return (
    <aside
      aria-label="Running now"
      className="sticky bottom-0 z-20 border-t border-line bg-raised max-md:bottom-14 print:hidden"
    >
      <Strip key={first.id} run={first} more={active.length - 1} />
    </aside>
  );
}

function Strip({ run, more }: { run: Run; more: number }) {
  const live = useTelemetry(run.id, run.status === 'running');
  const latest = run.waits ? null : live.latest;
  return (
    <div className="flex h-11 items-center gap-4 px-6 text-sm">
      {run.waits ? <WaitBadge /> : <Badge state={run.status} />}
      <Link
        to={`/projects/${run.projectId}/generation/${run.id}`}
        className="max-w-64 truncate font-medium hover:underline"
      >
        {run.name}
      </Link>
      {run.waits ? (
        <span className="truncate text-warn">{run.waits.why}</span>
      ) : (
        <span className="text-muted">{words(latest?.stage ?? run.stage ?? 'seeding')}</span>
      )}
      {run.waits ? null : (
        <div className="max-w-64 grow max-md:hidden">
          <ProgressBar label={`Progress of ${run.name}`} fraction={latest?.fraction ?? null} />
        </div>
      )}
      {latest?.etaSeconds != null ? (
        <span className="tabular text-muted">{duration(latest.etaSeconds)} left</span>
      ) : null}
      {latest?.risk != null ? (
        <span className="tabular text-muted max-lg:hidden">
          Collapse risk about {Math.round(latest.risk)} (estimate)
        </span>
      ) : null}
      {live.stale ? <span className="text-warn">Reconnecting…</span> : null}
      <span className="ml-auto flex items-center gap-3">
        {more > 0 ? <span className="text-muted">and {more} more</span> : null}
        <CancelRun run={run} />
      </span>
    </div>
  );
}
