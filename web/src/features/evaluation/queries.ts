import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../../api/client';

export const reportQuery = (runId: string, trial: string) =>
  queryOptions({
    queryKey: ['reports', runId, trial],
    queryFn: ({ signal }) =>
      ok(api.GET('/api/runs/{id}/trials/{trial}/report', { params: { path: { id: runId, trial } }, signal })),
    staleTime: Infinity, // a report never changes once it is written
  });
