import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../api/client';
import { inParts } from '../api/parts';
import type { DriftEvery } from '../api/types';

const DRIFT = '/api/runs/{id}/drift';

const keyOf = (id: string) => ['runs', id, 'drift'];

/** How often a run's model is tested against newer rows. */
export const driftQuery = (id: string) =>
  queryOptions({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => ok(api.GET(DRIFT, { params: { path: { id } }, signal })),
  });

export const driftCheckParts = (id: string) =>
  inParts([...keyOf(id), 'checks'], (query, signal) =>
    ok(api.GET(`${DRIFT}/checks`, { params: { path: { id }, query }, signal })),
  );

/** Has the model tested again and again; with null no more. */
export function useWatchDrift(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (every: DriftEvery | null) => {
      const params = { path: { id } };
      if (every) await ok(api.PUT(DRIFT, { params, body: { every } }));
      else await ok(api.DELETE(DRIFT, { params }));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(id) }),
  });
}

export function useCheckDrift(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => ok(api.POST(`${DRIFT}/check`, { params: { path: { id } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(id) }),
  });
}
