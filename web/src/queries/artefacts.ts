import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../api/client';

export const artefactsQuery = (runId: string) =>
  queryOptions({
    queryKey: ['artefacts', runId],
    queryFn: ({ signal }) =>
      ok(api.GET('/api/runs/{id}/artefacts', { params: { path: { id: runId } }, signal })),
  });
