import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../api/client';

export const schemasQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['schemas', 'of', projectId],
    queryFn: ({ signal }) =>
      ok(api.GET('/api/projects/{id}/schemas', { params: { path: { id: projectId } }, signal })),
  });

export const schemaQuery = (id: string) =>
  queryOptions({
    queryKey: ['schemas', id],
    queryFn: ({ signal }) => ok(api.GET('/api/schemas/{id}', { params: { path: { id } }, signal })),
  });
