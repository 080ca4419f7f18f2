import type { Run } from '../api/types';

/** Where a run is looked at: its report once there is one, its live view until then. */
export function pageOf(run: Run): string {
  const page = run.status === 'done' ? 'evaluation' : 'generation';
  return `/projects/${run.projectId}/${page}/${run.id}`;
}
