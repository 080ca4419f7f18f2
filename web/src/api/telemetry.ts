import { keepConnected } from './hub';
import type { Telemetry } from './types';

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
