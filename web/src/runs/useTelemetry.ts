import { useEffect, useRef, useState } from 'react';
import { keep, kept } from '../api/tabStorage';
import { watchTelemetry } from '../api/telemetry';
import type { Telemetry } from '../api/types';
import type { Losses } from '../charts/LossCurve';
import type { Sample } from '../charts/Throughput';

export type Live = {
  latest: Telemetry | null;
  /** Throughput since this tab first showed the run, oldest first. */
  samples: readonly Sample[];
  /** Losses of the network in training, since this tab first showed the run; empty where none is trained. */
  losses: readonly Losses[];
  /** True while reconnecting: the values are the last that arrived. */
  stale: boolean;
};

const NOTHING: Live = { latest: null, samples: [], losses: [], stale: false };
const KEPT = 2_000;

/**
 * Watches the telemetry of a run while it is active. A reload of the tab keeps what was shown.
 * @param watch Where the frames come from.
 */
export function useTelemetry(runId: string, active: boolean, watch = watchTelemetry): Live {
  const key = `live:${runId}`;
  const [live, setLive] = useState<Live>(() => kept<Live>(key) ?? NOTHING);
  const latest = useRef(live);
  useEffect(() => {
    latest.current = live;
  }, [live]);

  useEffect(() => {
    if (!active) return;
    const remember = () => keep(key, latest.current);
    addEventListener('pagehide', remember);
    const leave = watch(runId, {
      onConnected: (connected) => setLive((before) => ({ ...before, stale: !connected })),
      onFrame: (frame) => setLive((before) => withFrame(before, frame, Date.now())),
    });
    return () => {
      leave();
      removeEventListener('pagehide', remember);
      remember();
    };
  }, [runId, active, key, watch]);
  return live;
}

function withFrame(before: Live, frame: Telemetry, now: number): Live {
  const samples =
    frame.rowsPerSecond == null
      ? before.samples
      : [...before.samples, { at: now / 1000, rowsPerSecond: frame.rowsPerSecond }].slice(-KEPT);
  const losses = withLosses(before, frame);
  // Not every frame has the dial, the provider and the memory: the last value still holds.
  const latest = { ...before.latest, ...defined(frame) };
  return { latest, samples, losses, stale: false };
}

/** Another trial, or a step that is not later than the last, is another training, which starts a new curve. */
function withLosses(before: Live, frame: Telemetry): readonly Losses[] {
  const training = frame.training;
  if (training == null) return before.losses;
  const next = {
    step: training.step,
    train: training.trainLoss,
    validation: training.validationLoss ?? null,
  };
  const last = before.losses.at(-1);
  if (last?.step === next.step) return before.losses;
  const same =
    last !== undefined && last.step < next.step && (before.latest?.trial ?? null) === (frame.trial ?? null);
  return same ? [...before.losses, next].slice(-KEPT) : [next];
}

function defined(frame: Telemetry): Telemetry {
  const { stage, ...rest } = frame;
  return { stage, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value != null)) };
}
