import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../api/client';

export const seedsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['seeds', 'of', projectId],
    queryFn: ({ signal }) =>
      ok(api.GET('/api/projects/{id}/seeds', { params: { path: { id: projectId } }, signal })),
  });

export const seedQuery = (id: string) =>
  queryOptions({
    queryKey: ['seeds', id],
    queryFn: ({ signal }) => ok(api.GET('/api/seeds/{id}', { params: { path: { id } }, signal })),
  });
