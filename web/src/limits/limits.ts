import type { FormLimits } from '../api/types';

let known: FormLimits | undefined;

/** Takes the limits and defaults that the server has for forms, before the first page renders. */
export function describeLimits(described: FormLimits): void {
  known = described;
}

/** The server's limits and defaults for forms: the web has none of its own. */
export function limits(): FormLimits {
  if (!known) throw new Error('The limits of forms are not loaded yet.');
  return known;
}
