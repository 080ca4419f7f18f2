import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../api/client';
import { forgetAll } from '../api/kept';
import { ApiProblem } from '../api/problem';

/** Who is signed in; null where nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    try {
      return await ok(api.GET('/api/me', { signal }));
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.status === 401) return null;
      throw problem;
    }
  },
  staleTime: Infinity,
});

export function useSignIn() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (who: { token: string } | { email: string; password: string }) =>
      'token' in who
        ? ok(api.POST('/api/sign-in/link', { body: who }))
        : ok(api.POST('/api/sign-in', { body: who })),
    onSuccess: async () => {
      await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
    },
  });
}

export function useSignOut() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => ok(api.POST('/api/sign-out')),
    onSuccess: () => {
      queryClient.clear();
      forgetAll();
      globalThis.location.assign('/sign-in');
    },
  });
}
