import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../api/client';

/** Every measure and key figure in words. Anyone may ask, signed in or not. */
export const measuresQuery = queryOptions({
  queryKey: ['measures'],
  queryFn: ({ signal }) => ok(api.GET('/api/measures', { signal })),
  staleTime: Infinity,
});
