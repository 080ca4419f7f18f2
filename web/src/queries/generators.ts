import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../api/client';

export const generatorsQuery = queryOptions({
  queryKey: ['generators'],
  queryFn: ({ signal }) => ok(api.GET('/api/generators', { signal })),
  staleTime: Infinity,
});
