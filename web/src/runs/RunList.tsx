import type { Run } from '../api/types';
import { RunRow } from './RunRow';

export function RunList({ runs, label }: { runs: readonly Run[]; label: string }) {
  return (
    <ul aria-label={label} className="rounded-card border border-line bg-raised">
      {runs.map((run) => (
        <RunRow key={run.id} run={run} />
      ))}
    </ul>
  );
}
