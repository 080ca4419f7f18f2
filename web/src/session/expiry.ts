import { useSyncExternalStore } from 'react';

let expired = false;
const listeners = new Set<() => void>();

/** Told by the query client when the server no longer knows the session, and by the form that mends it. */
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
