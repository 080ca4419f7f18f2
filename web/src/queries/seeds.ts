import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../api/client';
import { allOf, inParts } from '../api/parts';

const read = (projectId: string, query: { offset: number; limit: number }, signal: AbortSignal) =>
  ok(api.GET('/api/projects/{id}/seeds', { params: { path: { id: projectId }, query }, signal }));

export const seedsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['seeds', 'of', projectId],
    queryFn: ({ signal }) => allOf((part) => read(projectId, part, signal)),
  });

export const seedParts = (projectId: string) =>
  inParts(seedsQuery(projectId).queryKey, (part, signal) => read(projectId, part, signal));

export const seedQuery = (id: string) =>
  queryOptions({
    queryKey: ['seeds', id],
    queryFn: ({ signal }) => ok(api.GET('/api/seeds/{id}', { params: { path: { id } }, signal })),
  });

/** Says whether a seed's rows are of the same people as an earlier one's, whose privacy ledger then counts for both. */
export function useSayWhosePeople(seedId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { same: boolean; seedId?: string }) =>
      ok(api.PUT('/api/seeds/{id}/people', { params: { path: { id: seedId } }, body })),
    onSuccess: async (seed) => {
      queryClient.setQueryData(seedQuery(seed.id).queryKey, seed);
      await queryClient.invalidateQueries({ queryKey: ['privacy'] });
    },
  });
}
