import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../api/client';
import type { Recipe } from '../api/types';

export const runsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['runs', 'of', projectId],
    queryFn: ({ signal }) =>
      ok(api.GET('/api/projects/{id}/runs', { params: { path: { id: projectId } }, signal })),
  });

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ['runs', id],
    queryFn: ({ signal }) => ok(api.GET('/api/runs/{id}', { params: { path: { id } }, signal })),
  });

export function useStartRun(projectId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (run: { name: string; seedId: string; schemaId: string; recipe: Recipe }) =>
      ok(api.POST('/api/projects/{id}/runs', { params: { path: { id: projectId } }, body: run })),
    onSuccess: (run) => {
      queryClient.setQueryData(runQuery(run.id).queryKey, run);
      return queryClient.invalidateQueries({ queryKey: runsQuery(projectId).queryKey });
    },
  });
}

export function useDeleteRun(projectId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => ok(api.DELETE('/api/runs/{id}', { params: { path: { id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: runsQuery(projectId).queryKey }),
  });
}

export function useCancelRun() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => ok(api.POST('/api/runs/{id}/cancel', { params: { path: { id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['runs'] }),
  });
}
