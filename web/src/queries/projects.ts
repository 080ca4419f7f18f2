import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../api/client';

export const projectsQuery = queryOptions({
  queryKey: ['projects'],
  queryFn: ({ signal }) => ok(api.GET('/api/projects', { signal })),
});
