import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../api/client';
import { allOf, inParts } from '../api/parts';
import type { Recipe } from '../api/types';

const read = (
  projectId: string,
  query: { offset: number; limit: number; done?: boolean },
  signal: AbortSignal,
) => ok(api.GET('/api/projects/{id}/runs', { params: { path: { id: projectId }, query }, signal }));

export const runsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['runs', 'of', projectId],
    queryFn: ({ signal }) => allOf((part) => read(projectId, part, signal)),
  });

export const runParts = (projectId: string) =>
  inParts(runsQuery(projectId).queryKey, (part, signal) => read(projectId, part, signal));

/** The runs that have reports and a pack. */
export const doneRunParts = (projectId: string) =>
  inParts([...runsQuery(projectId).queryKey, 'done'], (part, signal) =>
    read(projectId, { ...part, done: true }, signal),
  );

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
