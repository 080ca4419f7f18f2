import type { QueryClient } from '@tanstack/react-query';
import { keepConnected } from './hub';

/**
 * Refetches what has changed on the server. The hub sends only the key of it; the new value comes from the API.
 * The first part of a key is the resource: its lists and its single rows are all refetched.
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
