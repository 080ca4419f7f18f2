import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../../api/client';
import { allOf } from '../../api/parts';
import type { Recipe } from '../../api/types';

export const recipesQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['recipes', 'of', projectId],
    queryFn: ({ signal }) =>
      allOf((query) =>
        ok(api.GET('/api/projects/{id}/recipes', { params: { path: { id: projectId }, query }, signal })),
      ),
  });

export const recipeQuery = (id: string) =>
  queryOptions({
    queryKey: ['recipes', id],
    queryFn: ({ signal }) => ok(api.GET('/api/recipes/{id}', { params: { path: { id } }, signal })),
  });

/** Reads a recipe from JSON or YAML; the error names the position of what is wrong. */
export const readQuery = (text: string, yaml: boolean) =>
  queryOptions({
    queryKey: ['recipe-text', yaml, text],
    queryFn: ({ signal }) => ok(api.POST('/api/recipes/read', { body: { text, yaml }, signal })),
    retry: false,
    staleTime: Infinity,
  });

export const trialsQuery = (runId: string) =>
  queryOptions({
    queryKey: ['trials', runId],
    queryFn: ({ signal }) =>
      allOf(({ offset, limit }) => {
        const query = { from: offset, limit };
        return ok(api.GET('/api/runs/{id}/trials', { params: { path: { id: runId }, query }, signal }));
      }, 1000),
  });

/** The analysis of the trials that have ended so far. */
export const analysisQuery = (runId: string) =>
  queryOptions({
    queryKey: ['trials', runId, 'analysis'],
    queryFn: ({ signal }) =>
      ok(api.GET('/api/runs/{id}/analysis', { params: { path: { id: runId } }, signal })),
    placeholderData: keepPreviousData,
  });

export const comparisonQuery = (before: string, after: string) =>
  queryOptions({
    queryKey: ['cards', before, after],
    queryFn: ({ signal }) =>
      ok(
        api.GET('/api/runs/{id}/card/compare/{other}', {
          params: { path: { id: before, other: after } },
          signal,
        }),
      ),
    staleTime: Infinity,
  });

/** A recipe as a file that people read and `aethergen run` takes. */
export function recipeText(document: Recipe, yaml: boolean): Promise<string> {
  return ok(api.POST('/api/recipes/write', { body: { document, yaml }, parseAs: 'text' }));
}

export function useSaveRecipe(projectId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (document: Recipe) =>
      ok(
        api.POST('/api/projects/{id}/recipes', {
          params: { path: { id: projectId } },
          body: { document },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['recipes'] }),
  });
}

export function useForkRecipe(projectId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      ok(api.POST('/api/recipes/{id}/fork', { params: { path: { id } }, body: { projectId, name } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['recipes'] }),
  });
}
