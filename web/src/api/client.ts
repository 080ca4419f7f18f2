import createClient from 'openapi-fetch';
import { ApiProblem } from './problem';
import type { paths } from './schema';

/** The typed client. It looks `fetch` up at each call, so that a test can put its own in place. */
export const api = createClient<paths>({
  baseUrl: globalThis.location.origin,
  fetch: (request) => globalThis.fetch(request),
});

type Answer<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

/** The body of the answer. Throws an ApiProblem if the server declines, fails or cannot be reached. */
export async function ok<T>(answer: Answer<T>): Promise<T> {
  const { data, error, response } = await reached(answer);
  if (!response.ok) throw new ApiProblem(response.status, error);
  return data as T;
}

async function reached<T>(answer: Answer<T>) {
  try {
    return await answer;
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw new ApiProblem(0, null);
  }
}
