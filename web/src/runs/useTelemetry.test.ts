import { act, renderHook } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { TelemetryWatcher } from '../api/telemetry';
import { useTelemetry } from './useTelemetry';

let watcher: TelemetryWatcher | null = null;

function watch(_: string, watching: TelemetryWatcher) {
  watcher = watching;
  return () => {
    watcher = null;
  };
}

afterEach(() => sessionStorage.clear());

it('remembers its curves when the tab is reloaded, and those of another run apart', () => {
  const first = renderHook(() => useTelemetry('r1', true, watch));
  act(() => watcher?.onFrame({ stage: 'sampling', rowsPerSecond: 900, fraction: 0.4 }));
  dispatchEvent(new Event('pagehide'));
  first.unmount();
  const again = renderHook(() => useTelemetry('r1', true, watch));
  expect(again.result.current.samples.map(({ rowsPerSecond }) => rowsPerSecond)).toEqual([900]);
  expect(again.result.current.latest?.fraction).toBe(0.4);
  expect(renderHook(() => useTelemetry('r2', true, watch)).result.current.samples).toEqual([]);
});
