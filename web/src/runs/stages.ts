import type { Run, RunStage } from '../api/types';

export const STAGES: readonly RunStage[] = ['seeding', 'fitting', 'sampling', 'evaluation', 'evidence'];

export type StageState = 'done' | 'now' | 'ahead' | 'cancelled' | 'stopped';

/** The state of one stage of a run. */
export function stageState(run: Pick<Run, 'status' | 'stage'>, stage: RunStage): StageState {
  if (run.status === 'done') return 'done';
  const reached = run.stage === 'done' ? STAGES.length : STAGES.indexOf(run.stage ?? 'seeding');
  const place = STAGES.indexOf(stage);
  // The trials of a refused run may have been refused in any stage so far: none is known to be done.
  if (place < reached) return run.status === 'refused' ? 'ahead' : 'done';
  if (place > reached || run.status === 'queued') return 'ahead';
  if (run.status === 'cancelled') return 'cancelled';
  return run.status === 'running' || run.status === 'cancelling' ? 'now' : 'stopped';
}
