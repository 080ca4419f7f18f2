import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../api/client';
import { allOf } from '../api/parts';

export const artefactsQuery = (runId: string) =>
  queryOptions({
    queryKey: ['artefacts', runId],
    queryFn: ({ signal }) =>
      allOf((query) =>
        ok(api.GET('/api/runs/{id}/artefacts', { params: { path: { id: runId }, query }, signal })),
      ),
  });
