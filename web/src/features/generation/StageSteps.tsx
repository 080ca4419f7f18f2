import { Check, Minus, X } from 'lucide-react';
import type { Run, RunStage } from '../../api/types';
import { words } from '../../format/numbers';
import { limits } from '../../limits/limits';
import { stageState, type StageState } from '../../runs/stages';
import { cx } from '../../ui/cx';

const ABOUT: Record<RunStage, string> = {
  seeding: 'Split off a holdout',
  fitting: 'Fit the generator',
  sampling: 'Draw synthetic rows',
  evaluation: 'Compare with the holdout',
  evidence: 'Sign the pack',
  done: 'Done',
};

const RING: Record<StageState, string> = {
  done: 'border-line-strong bg-sunken text-ink',
  now: 'border-busy bg-busy-soft text-busy',
  ahead: 'border-line-strong bg-raised text-muted',
  cancelled: 'border-line-strong bg-sunken text-muted',
  stopped: 'border-fail bg-fail-soft text-fail',
};

/** The stages of a run in order, and how far the run is. */
export function StageSteps({
  run,
  stageFraction,
}: {
  run: Pick<Run, 'status' | 'stage'>;
  stageFraction: number | null;
}) {
  return (
    <ol
      aria-label="Run progress"
      className="grid grid-cols-1 gap-2 rounded-card border border-line bg-raised p-4 sm:grid-cols-5"
    >
      {limits().stages.map((stage, index) => {
        const state = stageState(run, stage);
        return (
          <li
            key={stage}
            aria-current={state === 'now' ? 'step' : undefined}
            data-state={state}
            className="flex items-start gap-3"
          >
            <span
              className={cx(
                'flex size-7 shrink-0 items-center justify-center rounded-full border text-xs font-semibold',
                RING[state],
              )}
            >
              <Mark state={state} number={index + 1} />
            </span>
            <span className="min-w-0">
              <span className={cx('block text-sm font-medium', state === 'ahead' && 'text-muted')}>
                {words(stage)}
              </span>
              <span className="tabular block text-xs text-muted">
                {state === 'now' && stageFraction != null
                  ? `${Math.floor(stageFraction * 100)} %`
                  : ABOUT[stage]}
              </span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function Mark({ state, number }: { state: StageState; number: number }) {
  switch (state) {
    case 'done':
      return <Check aria-label="done" size={14} />;
    case 'cancelled':
      return <Minus aria-label="cancelled" size={14} />;
    case 'stopped':
      return <X aria-label="stopped" size={14} />;
    default:
      return number;
  }
}
