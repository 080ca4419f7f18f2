import type { Run } from '../api/types';
import { words } from '../format/numbers';
import { limits } from '../limits/limits';
import { cx } from '../ui/cx';
import { stageState, type StageState } from './stages';

const DOT: Record<StageState, string> = {
  done: 'bg-muted border-muted',
  now: 'bg-busy-soft border-busy border-2',
  ahead: 'bg-transparent border-line-strong',
  cancelled: 'bg-line-strong border-line-strong rounded-none',
  stopped: 'bg-fail border-fail rounded-none rotate-45',
};

const SAID: Record<StageState, string> = {
  done: 'done',
  now: 'in progress',
  ahead: 'not started',
  cancelled: 'cancelled here',
  stopped: 'stopped here',
};

export function StageDots({ run }: { run: Pick<Run, 'status' | 'stage'> }) {
  const states = limits().stages.map((stage) => ({ stage, state: stageState(run, stage) }));
  const said = states.map(({ stage, state }) => `${words(stage)} ${SAID[state]}`).join(', ');
  return (
    <span role="img" aria-label={said} title={said} className="inline-flex items-center">
      {states.map(({ stage, state }, index) => (
        <span key={stage} className="inline-flex items-center">
          {index > 0 ? <span className="h-px w-2.5 bg-line-strong" /> : null}
          <span className={cx('size-2.5 rounded-full border', DOT[state])} />
        </span>
      ))}
    </span>
  );
}
