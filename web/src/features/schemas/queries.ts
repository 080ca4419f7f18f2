import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../../api/client';
import type { Schema } from '../../api/types';

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

export function useSaveSchema(projectId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (schema: Schema) =>
      ok(
        api.POST('/api/projects/{id}/schemas', {
          params: { path: { id: projectId } },
          body: { document: schema },
        }),
      ),
    onSuccess: (saved) => {
      queryClient.setQueryData(schemaQuery(saved.id).queryKey, saved);
      return queryClient.invalidateQueries({ queryKey: schemasQuery(projectId).queryKey });
    },
  });
}

export function useCheckSeed(seedId: string) {
  return useMutation({
    mutationFn: (schema: Schema) =>
      ok(api.POST('/api/seeds/{id}/check', { params: { path: { id: seedId } }, body: { schema } })),
  });
}
