import { keepConnected } from './hub';
import type { RunStage } from './types';

/** One look at a run in progress, as the hub sends it; what is not known is left out. */
export type Telemetry = {
  stage: RunStage;
  /** The trial's name, for example `c01-r2`. */
  trial?: string;
  /** How much of the whole run is done, in [0, 1]. */
  fraction?: number;
  /** How much of the stage is done, in [0, 1]. */
  stageFraction?: number;
  rows?: number;
  rowsPerSecond?: number;
  etaSeconds?: number;
  memoryBytes?: number;
  /** The execution provider that really runs the graphs. */
  provider?: string;
  /** A running estimate of the collapse-risk dial, in [0, 100]. */
  risk?: number;
  message?: string;
};

export type TelemetryWatcher = {
  onFrame: (frame: Telemetry) => void;
  /** False while reconnecting: the last values stay, marked as stale. */
  onConnected: (connected: boolean) => void;
};

/** Streams a run's telemetry until the returned function is called. Lost frames are harmless. */
export function watchTelemetry(runId: string, { onFrame, onConnected }: TelemetryWatcher): () => void {
  return keepConnected(
    '/hubs/telemetry',
    () => {},
    (connected, hub) => {
      onConnected(connected);
      if (!connected) return;
      hub
        .stream<Telemetry>('Watch', runId)
        .subscribe({ next: onFrame, error: () => onConnected(false), complete: () => {} });
    },
  );
}
