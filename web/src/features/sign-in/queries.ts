import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../../api/client';
import { meQuery } from '../../queries/me';

/** What the organisation uses, and what it may use. */
export const usageQuery = queryOptions({
  queryKey: ['usage'],
  queryFn: ({ signal }) => ok(api.GET('/api/usage', { signal })),
});

export function useSetPassword() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ current, password }: { current: string; password: string }) =>
      ok(api.POST('/api/me/password', { body: { password, ...(current ? { current } : {}) } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
}
