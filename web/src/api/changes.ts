import type { QueryClient } from '@tanstack/react-query';

/**
 * Keeps the cache honest: the hub says only *what* changed, and the API stays the one place that says to what.
 * A key's first part is the resource; lists and single rows of it are refetched alike.
 */
export function followChanges(
  queryClient: QueryClient,
  onConnected: (connected: boolean) => void,
): () => void {
  let stop = () => {};
  let left = false;
  void import('@microsoft/signalr').then(async ({ HubConnectionBuilder, LogLevel }) => {
    if (left) return;
    const hub = new HubConnectionBuilder()
      .withUrl('/hubs/changes')
      .withAutomaticReconnect({
        nextRetryDelayInMilliseconds: (retry) => Math.min(10_000, 500 * 2 ** retry.previousRetryCount),
      })
      .configureLogging(LogLevel.None)
      .build();
    stop = () => void hub.stop();
    hub.on(
      'changed',
      (key: readonly unknown[]) => void queryClient.invalidateQueries({ queryKey: key.slice(0, 1) }),
    );
    hub.onreconnecting(() => onConnected(false));
    hub.onreconnected(() => {
      onConnected(true);
      void queryClient.invalidateQueries(); // whatever was missed while away
    });
    await hub.start().then(
      () => onConnected(true),
      () => onConnected(false),
    );
  });
  return () => {
    left = true;
    stop();
  };
}
