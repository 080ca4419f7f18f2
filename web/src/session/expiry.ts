import { useSyncExternalStore } from 'react';

let expired = false;
const listeners = new Set<() => void>();

/** Set by the query client when the server no longer knows the session, and reset after signing in again. */
export function setExpired(value: boolean): void {
  if (expired === value) return;
  expired = value;
  listeners.forEach((listener) => listener());
}

export function useExpired(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => expired,
  );
}
