import type { QueryClient } from '@tanstack/react-query';
import { keepConnected } from './hub';

/**
 * Keeps the cache honest: the hub says only *what* changed, and the API stays the one place that says to what.
 * A key's first part is the resource; lists and single rows of it are refetched alike.
 */
export function followChanges(
  queryClient: QueryClient,
  onConnected: (connected: boolean) => void,
): () => void {
  let missed = false;
  return keepConnected(
    '/hubs/changes',
    (hub) =>
      hub.on(
        'changed',
        (key: readonly unknown[]) => void queryClient.invalidateQueries({ queryKey: key.slice(0, 1) }),
      ),
    (connected) => {
      onConnected(connected);
      if (connected && missed) void queryClient.invalidateQueries();
      missed = !connected;
    },
  );
}
