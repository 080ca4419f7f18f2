import type { Run } from '../api/types';

/** The page of a run: its report when it is done, its live view until then. */
export function pageOf(run: Run): string {
  const page = run.status === 'done' ? 'evaluation' : 'generation';
  return `/projects/${run.projectId}/${page}/${run.id}`;
}
