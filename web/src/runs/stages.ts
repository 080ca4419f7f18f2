import type { Run, RunStage } from '../api/types';
import { limits } from '../limits/limits';

export type StageState = 'done' | 'now' | 'ahead' | 'cancelled' | 'stopped';

/** The state of one stage of a run. */
export function stageState(run: Pick<Run, 'status' | 'stage'>, stage: RunStage): StageState {
  if (run.status === 'done') return 'done';
  const { stages } = limits();
  const reached = run.stage === 'done' ? stages.length : stages.indexOf(run.stage ?? 'seeding');
  const place = stages.indexOf(stage);
  // The trials of a refused run may have been refused in any stage so far: none is known to be done.
  if (place < reached) return run.status === 'refused' ? 'ahead' : 'done';
  if (place > reached || run.status === 'queued') return 'ahead';
  if (run.status === 'cancelled') return 'cancelled';
  return run.status === 'running' || run.status === 'cancelling' ? 'now' : 'stopped';
}
