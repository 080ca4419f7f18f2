import { Link } from 'react-router';
import type { Run } from '../../api/types';
import { KpiFigure } from '../../runs/KpiFigure';
import { pageOf } from '../../runs/pageOf';
import { RunResult } from '../../runs/RunVerdict';

/** The verdict and the answer of the last finished run, and its key figures. */
export function LatestResult({ run }: { run: Run }) {
  const summary = run.summary;
  if (!summary) return null;
  const kpis = [...summary.kpis].sort(
    (left, right) => Number(left.value == null) - Number(right.value == null),
  );
  return (
    <section aria-labelledby="latest">
      <h2 id="latest" className="mb-2 text-sm text-muted">
        Latest result:{' '}
        <Link to={pageOf(run)} className="font-medium text-accent hover:underline">
          {run.name}
        </Link>
      </h2>
      <RunResult run={run} />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {kpis.slice(0, 4).map((kpi) => (
          <KpiFigure key={kpi.name} kpi={kpi} within={summary.verdict?.outcome} />
        ))}
      </div>
    </section>
  );
}
