import type { Run, RunStage } from '../api/types';

export const STAGES: readonly RunStage[] = ['seeding', 'fitting', 'sampling', 'evaluation', 'evidence'];

export type StageState = 'done' | 'now' | 'ahead' | 'cancelled' | 'stopped';

/** How far a run is with one of its stages. */
export function stageState(run: Pick<Run, 'status' | 'stage'>, stage: RunStage): StageState {
  if (run.status === 'done') return 'done';
  const reached = run.stage === 'done' ? STAGES.length : STAGES.indexOf(run.stage ?? 'seeding');
  const place = STAGES.indexOf(stage);
  // A refused run went through stages in which its trials may have been refused: none of them is known to be done.
  if (place < reached) return run.status === 'refused' ? 'ahead' : 'done';
  if (place > reached || run.status === 'queued') return 'ahead';
  if (run.status === 'cancelled') return 'cancelled';
  return run.status === 'running' || run.status === 'cancelling' ? 'now' : 'stopped';
}
