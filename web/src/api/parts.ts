import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query';

/** The most items that the API lists at once. */
const MAX = 200;

/** The items that a page shows at first, and adds at a time. */
const SHOWN = 50;

type Part = { offset: number; limit: number };

/** All items of a list, read part by part: for choices among all of them. */
export async function allOf<T>(read: (part: Part) => Promise<T[]>, most = MAX): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const items = await read({ offset: all.length, limit: most });
    all.push(...items);
    if (items.length < most) return all;
  }
}

/** A list whose page shows the first items and more when asked. The data are the items read so far. */
export const inParts = <T>(queryKey: QueryKey, read: (part: Part, signal: AbortSignal) => Promise<T[]>) =>
  infiniteQueryOptions({
    queryKey: [...queryKey, 'parts'],
    queryFn: ({ pageParam, signal }) => read({ offset: pageParam, limit: SHOWN }, signal),
    initialPageParam: 0,
    getNextPageParam: (last: T[], parts: T[][]) =>
      last.length < SHOWN ? undefined : parts.reduce((read, part) => read + part.length, 0),
    select: ({ pages }) => pages.flat(),
  });
