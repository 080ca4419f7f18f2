import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../api/client';
import { forgetAll } from '../api/tabStorage';
import { meQuery } from './me';

/** The organisations that the person is a member of. */
export const organisationsQuery = queryOptions({
  queryKey: ['organisations'],
  queryFn: ({ signal }) => ok(api.GET('/api/organisations', { signal })),
});

/** Starts over: what the page shows belongs to the organisation before. */
export function startOver(): void {
  forgetAll();
  localStorage.removeItem('project');
  globalThis.location.assign('/');
}

export function useOpenOrganisation() {
  return useMutation({
    mutationFn: (tenant: string) =>
      ok(api.POST('/api/organisations/{tenant}/open', { params: { path: { tenant } } })),
    onSuccess: startOver,
  });
}

export function useCreateOrganisation() {
  return useMutation({
    mutationFn: (name: string) => ok(api.POST('/api/organisations', { body: { name } })),
    onSuccess: startOver,
  });
}

/** Takes back that the organisation is to be deleted. */
export function useKeepOrganisation() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => ok(api.POST('/api/organisation/keep')),
    onSettled: () => queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
}
