import { useEffect, useState } from 'react';
import { watchTelemetry } from '../api/telemetry';
import type { Telemetry } from '../api/types';

export type Sample = { at: number; rowsPerSecond: number };

export type Live = {
  latest: Telemetry | null;
  /** Throughput since this page began to watch, oldest first. */
  samples: readonly Sample[];
  /** The connection is being made anew; what is shown is the last that came. */
  stale: boolean;
};

const NOTHING: Live = { latest: null, samples: [], stale: false };
const KEPT = 2_000;

/** A run's telemetry, for as long as it is active. */
export function useTelemetry(runId: string, active: boolean): Live {
  const [live, setLive] = useState<Live>(NOTHING);
  useEffect(() => {
    if (!active) return;
    return watchTelemetry(runId, {
      onConnected: (connected) => setLive((before) => ({ ...before, stale: !connected })),
      onFrame: (frame) => setLive((before) => withFrame(before, frame, Date.now())),
    });
  }, [runId, active]);
  return live;
}

function withFrame(before: Live, frame: Telemetry, now: number): Live {
  const samples =
    frame.rowsPerSecond == null
      ? before.samples
      : [...before.samples, { at: now / 1000, rowsPerSecond: frame.rowsPerSecond }].slice(-KEPT);
  // The dial, the provider and the memory are not in every frame: the last that came still holds.
  const latest = { ...before.latest, ...defined(frame) };
  return { latest, samples, stale: false };
}

function defined(frame: Telemetry): Telemetry {
  const { stage, ...rest } = frame;
  return { stage, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value != null)) };
}
