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
  let stop = () => {};
  let left = false;
  void import('@microsoft/signalr').then(async ({ HubConnectionBuilder, LogLevel }) => {
    if (left) return;
    const hub = new HubConnectionBuilder()
      .withUrl('/hubs/telemetry')
      .withAutomaticReconnect({
        nextRetryDelayInMilliseconds: (retry) => Math.min(5_000, 250 * 2 ** retry.previousRetryCount),
      })
      .configureLogging(LogLevel.None)
      .build();
    const subscribe = () => {
      hub
        .stream<Telemetry>('Watch', runId)
        .subscribe({ next: onFrame, error: () => onConnected(false), complete: () => {} });
      onConnected(true);
    };
    stop = () => void hub.stop();
    hub.onreconnecting(() => onConnected(false));
    hub.onreconnected(subscribe);
    await hub.start().then(subscribe, () => onConnected(false));
  });
  return () => {
    left = true;
    stop();
  };
}
