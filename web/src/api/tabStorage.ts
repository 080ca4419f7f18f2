const PREFIX = 'kept-1:';

/** What this tab keeps under a key, even through a reload; null where it keeps nothing that can be read. */
export function kept<T>(key: string): T | null {
  try {
    const text = sessionStorage.getItem(PREFIX + key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

/** Keeps a value for this tab; with null, forgets it. A full or forbidden storage keeps nothing. */
export function keep(key: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(PREFIX + key);
    else sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // The form still works; it only does not survive a reload.
  }
}

/** Forgets everything, so that the next person at this browser finds nothing. */
export function forgetAll(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}

const OWNER = 'owner';

/** Forgets what another person left in this tab, for example when their session expired and was not renewed. */
export function keepOnlyOf(person: string): void {
  const owner = kept<string>(OWNER);
  if (owner === person) return;
  if (owner !== null) forgetAll();
  keep(OWNER, person);
}
