import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../api/client';
import { ledgerQuery } from '../queries/privacy';
import { seedQuery, seedsQuery } from '../queries/seeds';
import { queryOf, type Dialect } from './dialect';

/** Reads a stored seed again, as it is said to be written. */
export function useReadAgain(seedId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (dialect: Dialect) =>
      ok(api.POST('/api/seeds/{id}/read', { params: { path: { id: seedId }, query: queryOf(dialect) } })),
    onSuccess: (seed) => {
      queryClient.setQueryData(seedQuery(seed.id).queryKey, seed);
      void queryClient.invalidateQueries({ queryKey: ledgerQuery(seed.id).queryKey }); // the profile is shown anew
      return queryClient.invalidateQueries({ queryKey: seedsQuery(seed.projectId).queryKey });
    },
  });
}
