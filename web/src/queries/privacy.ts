import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../api/client';

export const ledgerQuery = (seedId: string) =>
  queryOptions({
    queryKey: ['privacy', seedId],
    queryFn: ({ signal }) =>
      ok(api.GET('/api/seeds/{id}/ledger', { params: { path: { id: seedId } }, signal })),
  });

export function useSetBudget(seedId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (budget: { epsilon: number; delta: number; reason?: string }) =>
      ok(api.PUT('/api/seeds/{id}/budget', { params: { path: { id: seedId } }, body: budget })),
    onSuccess: (ledger) => queryClient.setQueryData(ledgerQuery(seedId).queryKey, ledger),
  });
}
