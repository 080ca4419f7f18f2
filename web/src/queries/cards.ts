import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../api/client';

/** The ablation card of a finished run; runs of early versions have none. */
export const cardQuery = (runId: string) =>
  queryOptions({
    queryKey: ['cards', runId],
    queryFn: ({ signal }) => ok(api.GET('/api/runs/{id}/card', { params: { path: { id: runId } }, signal })),
    staleTime: Infinity,
  });
