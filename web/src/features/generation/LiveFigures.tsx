import type { TrainingTelemetry } from '../../api/types';
import { bytes, compact, count, duration, number } from '../../format/numbers';
import type { Live } from '../../runs/useTelemetry';
import { ProgressBar } from '../../ui/states';

/** The current figures of a run. A figure that has not arrived yet says “not yet”. */
export function LiveFigures({
  live: { latest },
  waits,
  startedAt,
  now,
}: {
  live: Live;
  /** The run waits for something outside it, so that no time is left to tell. */
  waits: boolean;
  startedAt: string;
  now: number;
}) {
  const elapsed = Math.max(0, (now - Date.parse(startedAt)) / 1000);
  const figures: readonly [string, string | null][] = [
    ['Time left', waits || latest?.etaSeconds == null ? null : `about ${duration(latest.etaSeconds)}`],
    ['Running for', duration(Math.floor(elapsed))],
    ['Rows in this stage', latest?.rows == null ? null : count(latest.rows)],
    ['Rows per second', latest?.rowsPerSecond == null ? null : compact(latest.rowsPerSecond)],
    ['Memory', latest?.memoryBytes == null ? null : bytes(latest.memoryBytes)],
    ['Runs on', latest?.provider?.toUpperCase() ?? null],
    ['Trial', latest?.trial ?? null],
    ...trainingFigures(latest?.training),
  ];
  return (
    <div className="rounded-card border border-line bg-raised p-4">
      <div className="mb-4 flex items-center gap-4">
        <ProgressBar label="Progress of the whole run" fraction={latest?.fraction ?? null} />
        <span className="tabular w-12 shrink-0 text-right text-sm font-medium">
          {latest?.fraction == null ? '' : `${Math.floor(latest.fraction * 100)} %`}
        </span>
      </div>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-4 sm:grid-cols-4">
        {figures.map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="text-xs text-muted">{name}</dt>
            <dd className="tabular mt-0.5 truncate text-base font-medium">
              {value ?? <span className="text-sm font-normal text-muted">not yet</span>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** The figures of the network's training; none where no network is trained. */
function trainingFigures(training: TrainingTelemetry | null | undefined): readonly [string, string | null][] {
  if (training == null) return [];
  return [
    ['Step', `${count(training.step)} of ${count(training.steps)}`],
    ['Time per step', `${number(training.stepSeconds * 1000)} ms`],
    ['Learning rate', number(training.learningRate)],
    ['Validation loss', training.validationLoss == null ? null : number(training.validationLoss)],
  ];
}
