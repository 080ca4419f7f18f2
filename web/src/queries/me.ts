import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../api/client';
import { forgetAll, keepOnlyOf } from '../api/tabStorage';
import { ApiProblem } from '../api/problem';
import type { Me } from '../api/types';

const idOf = ({ tenantId, email }: Me) => `${tenantId}/${email}`;

/**
 * Who is signed in; null where nobody is. A session that expires while its person works is a failure instead: the
 * page stays, and a dialog asks to sign in again.
 */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ client, queryKey, signal }): Promise<Me | null> => {
    try {
      const me = await ok(api.GET('/api/me', { signal }));
      keepOnlyOf(idOf(me));
      return me;
    } catch (problem) {
      const signedOut = problem instanceof ApiProblem && problem.status === 401;
      if (signedOut && !client.getQueryData(queryKey)) return null;
      throw problem;
    }
  },
  staleTime: Infinity,
});

/** In which ways the person can sign in. */
export const waysQuery = queryOptions({
  queryKey: ['sign-in-ways'],
  queryFn: ({ signal }) => ok(api.GET('/api/me/sign-in-ways', { signal })),
});

/** What proves who somebody is: the printed link's token, a password, a code after it, or what a passkey answered. */
type Proof =
  | { token: string }
  | { email: string; password: string }
  | { code: string; kind: 'code' | 'recovery-code' }
  | { credential: unknown };

function prove(proof: Proof) {
  if ('token' in proof) return ok(api.POST('/api/sign-in/link', { body: proof }));
  if ('credential' in proof) return ok(api.POST('/api/sign-in/passkey', { body: proof }));
  if ('code' in proof) return ok(api.POST(`/api/sign-in/${proof.kind}`, { body: { code: proof.code } }));
  return ok(api.POST('/api/sign-in', { body: proof }));
}

/** What the browser is to ask a passkey. */
export const passkeyOptions = () => ok(api.POST('/api/sign-in/passkey/options'));

export function useSignIn() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: prove,
    onSuccess: async () => {
      const before = queryClient.getQueryData(meQuery.queryKey);
      // A question from before the sign-in that is still on its way would be answered "nobody".
      await queryClient.cancelQueries({ queryKey: meQuery.queryKey });
      const now = await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
      // What the page shows belongs to the person before.
      if (before && now && idOf(before) !== idOf(now)) globalThis.location.assign('/');
    },
  });
}

/** Whether any organisation here signs in elsewhere. */
export const singleSignOnQuery = queryOptions({
  queryKey: ['single-sign-on'],
  queryFn: ({ signal }) => ok(api.GET('/api/sign-in/sso', { signal })),
});

/** Goes to the sign-in page of the organisation that the address belongs to. */
export function useSignInElsewhere() {
  return useMutation({
    mutationFn: ({ email, next }: { email: string; next: string | undefined }) =>
      ok(api.POST('/api/sign-in/sso', { body: { email, ...(next ? { next } : {}) } })),
    onSuccess: ({ to }) => globalThis.location.assign(to),
  });
}

/**
 * Signs out here or everywhere, and leaves nothing of this person in the tab: no drafts, no answers, no connection.
 */
export function useSignOut(where: 'here' | 'everywhere' = 'here') {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      try {
        await ok(where === 'here' ? api.POST('/api/sign-out') : api.POST('/api/sign-out/everywhere'));
      } catch (problem) {
        // A session that is over already is what was asked for.
        if (!(problem instanceof ApiProblem && problem.status === 401)) throw problem;
      }
    },
    onSuccess: () => {
      queryClient.clear();
      forgetAll();
      localStorage.removeItem('project');
      globalThis.location.assign('/sign-in');
    },
  });
}
