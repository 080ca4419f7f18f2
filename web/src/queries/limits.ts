import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../api/client';

/** The limits and defaults of forms. Anyone may ask, signed in or not. */
export const limitsQuery = queryOptions({
  queryKey: ['limits'],
  queryFn: ({ signal }) => ok(api.GET('/api/limits', { signal })),
  staleTime: Infinity,
});
