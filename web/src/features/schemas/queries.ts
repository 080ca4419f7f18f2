import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
  useSuspenseQuery,
} from '@tanstack/react-query';
import { api, ok } from '../../api/client';
import type { Constraint, Schema } from '../../api/types';
import { canonical } from '../../format/canonical';
import { schemaQuery, schemasQuery } from '../../queries/schemas';
import { columnsOf } from './constraints';

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

/** The kinds of constraints that a schema may have, with their fields. */
export const constraintKindsQuery = queryOptions({
  queryKey: ['constraint-kinds'],
  queryFn: ({ signal }) => ok(api.GET('/api/constraints', { signal })),
  staleTime: Infinity,
});

/** The part of a constraint that its sentence depends on. */
const meaningOf = (constraint: Constraint) =>
  canonical({ ...constraint, active: undefined, reason: undefined });

export const sentencesQuery = (constraints: readonly Constraint[]) =>
  queryOptions({
    queryKey: ['constraint-sentences', ...constraints.map(meaningOf)],
    queryFn: async ({ signal }) => {
      const body = { constraints: [...constraints] };
      const sentences = await ok(api.POST('/api/constraints/sentences', { body, signal }));
      return Object.fromEntries(constraints.map((one, place) => [meaningOf(one), sentences[place] ?? '']));
    },
    enabled: constraints.length > 0,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });

/** Says constraints in words, as the server does in findings and refusals; until it answers, by their columns. */
export function useSentences(constraints: readonly Constraint[]): (constraint: Constraint) => string {
  const { data: kinds } = useSuspenseQuery(constraintKindsQuery);
  const { data } = useQuery(sentencesQuery(constraints));
  return (constraint) => data?.[meaningOf(constraint)] ?? columnsOf(constraint, kinds).join(', ');
}

export function useCheckSeed(seedId: string) {
  return useMutation({
    mutationFn: (schema: Schema) =>
      ok(api.POST('/api/seeds/{id}/check', { params: { path: { id: seedId } }, body: { schema } })),
  });
}
