import type { HubConnection } from '@microsoft/signalr';

const PATIENCE = 10_000;

function pause(retry: number): number {
  return Math.min(PATIENCE, 500 * 2 ** retry);
}

/**
 * Keeps a connection to a hub until the returned function is called. Loads the library when it is first needed.
 * @param prepare Registers the listeners before the connection starts.
 * @param onConnected Called with true when the connection is up and with false when it breaks.
 */
export function keepConnected(
  path: string,
  prepare: (hub: HubConnection) => void,
  onConnected: (connected: boolean, hub: HubConnection) => void,
): () => void {
  let left = false;
  let hub: HubConnection | null = null;

  const start = async (made: HubConnection, retry: number): Promise<void> => {
    try {
      await made.start();
      onConnected(true, made);
    } catch {
      if (left) return;
      onConnected(false, made);
      setTimeout(() => left || void start(made, retry + 1), pause(retry));
    }
  };

  void import('@microsoft/signalr').then(({ HubConnectionBuilder, LogLevel }) => {
    if (left) return;
    const made = new HubConnectionBuilder()
      .withUrl(path)
      .withAutomaticReconnect({ nextRetryDelayInMilliseconds: (retry) => pause(retry.previousRetryCount) })
      .configureLogging(LogLevel.None)
      .build();
    hub = made;
    prepare(made);
    made.onreconnecting(() => onConnected(false, made));
    made.onreconnected(() => onConnected(true, made));
    return start(made, 0);
  });

  return () => {
    left = true;
    void hub?.stop();
  };
}
