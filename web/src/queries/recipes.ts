import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../api/client';

/** What a form for a recipe needs to know beforehand. */
export const recipeLimitsQuery = queryOptions({
  queryKey: ['recipe-limits'],
  queryFn: ({ signal }) => ok(api.GET('/api/recipes/limits', { signal })),
  staleTime: Infinity,
});
