import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../../api/client';
import type { Schema } from '../../api/types';
import { schemaQuery, schemasQuery } from '../../queries/schemas';

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
