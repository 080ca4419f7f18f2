import type { Run } from '../../api/types';

/**
 * The two runs to compare, the earlier one before. What is not asked for is chosen: beside one run the finished run
 * just before it, or else the one after it; without any, the two newest.
 * @param done The finished runs, latest first.
 */
export function pairOf(
  done: readonly Pick<Run, 'id'>[],
  asked: { a: string | null; b: string | null },
): { a: string; b: string } {
  if (asked.a && asked.b) return { a: asked.a, b: asked.b };
  const one = asked.a ?? asked.b ?? done[0]?.id ?? '';
  const place = done.findIndex(({ id }) => id === one);
  const earlier = done[place + 1]?.id;
  return earlier ? { a: earlier, b: one } : { a: one, b: done[place - 1]?.id ?? '' };
}
