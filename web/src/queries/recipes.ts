import { keepPreviousData, queryOptions, skipToken } from '@tanstack/react-query';
import { api, ok } from '../api/client';
import type { Recipe } from '../api/types';

/** What a form for a recipe needs to know beforehand. */
export const recipeLimitsQuery = queryOptions({
  queryKey: ['recipe-limits'],
  queryFn: ({ signal }) => ok(api.GET('/api/recipes/limits', { signal })),
  staleTime: Infinity,
});

/** The plan of a recipe on a seed; not asked for while either is missing. */
export const planQuery = (
  projectId: string,
  { seedId, schemaId }: { seedId: string; schemaId: string },
  recipe: Recipe | null,
) =>
  queryOptions({
    queryKey: ['plans', projectId, seedId, schemaId, recipe],
    queryFn:
      seedId !== '' && recipe
        ? ({ signal }) =>
            ok(
              api.POST('/api/projects/{id}/plan', {
                params: { path: { id: projectId } },
                body: { seedId, ...(schemaId === '' ? {} : { schemaId }), recipe },
                signal,
              }),
            )
        : skipToken,
    placeholderData: keepPreviousData,
    retry: false,
  });
