import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../api/client';
import { allOf, inParts } from '../api/parts';

const read = (projectId: string, query: { offset: number; limit: number }, signal: AbortSignal) =>
  ok(api.GET('/api/projects/{id}/schemas', { params: { path: { id: projectId }, query }, signal }));

export const schemasQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['schemas', 'of', projectId],
    queryFn: ({ signal }) => allOf((part) => read(projectId, part, signal)),
  });

export const schemaParts = (projectId: string) =>
  inParts(schemasQuery(projectId).queryKey, (part, signal) => read(projectId, part, signal));

export const schemaQuery = (id: string) =>
  queryOptions({
    queryKey: ['schemas', id],
    queryFn: ({ signal }) => ok(api.GET('/api/schemas/{id}', { params: { path: { id } }, signal })),
  });
