import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../../api/client';
import { allOf } from '../../api/parts';
import { meQuery, waysQuery } from '../../queries/me';
import { createPasskey } from '../../api/passkeys';

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
    onSuccess: () =>
      Promise.all(
        [meQuery, waysQuery, sessionsQuery].map(({ queryKey }) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

/** Where the person is signed in, the latest used first. */
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => allOf((query) => ok(api.GET('/api/me/sessions', { params: { query }, signal }))),
});

/** Ends one session, or with null all but this one. */
export function useEndSession() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string | null) =>
      id === null
        ? ok(api.POST('/api/me/sessions/end-others'))
        : ok(api.DELETE('/api/me/sessions/{id}', { params: { path: { id } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
}

export const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: ({ signal }) => ok(api.GET('/api/me/passkeys', { signal })),
});

/** The sign-in services of the organisation that is open. */
export const loginsQuery = queryOptions({
  queryKey: ['logins'],
  queryFn: ({ signal }) => ok(api.GET('/api/me/single-sign-on', { signal })),
});

/** Leads to the service, which shows who the person is there, and back to this page. */
export function useConnect() {
  return useMutation({
    mutationFn: (id: string) =>
      ok(api.POST('/api/me/single-sign-on/{id}/connect', { params: { path: { id } } })),
    onSuccess: ({ to }) => globalThis.location.assign(to),
  });
}

export function useDisconnect() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => ok(api.DELETE('/api/me/single-sign-on/{id}', { params: { path: { id } } })),
    onSettled: () =>
      Promise.all(
        [loginsQuery, sessionsQuery].map(({ queryKey }) => queryClient.invalidateQueries({ queryKey })),
      ),
  });
}

const PASSKEY = '/api/me/passkeys/{id}';

/** Adds, renames and removes passkeys. */
export function usePasskeys() {
  const queryClient = useQueryClient();
  const onSuccess = () =>
    Promise.all(
      [passkeysQuery, waysQuery].map(({ queryKey }) => queryClient.invalidateQueries({ queryKey })),
    );
  const add = useMutation({
    mutationFn: async (name: string) => {
      const credential = await createPasskey(await ok(api.POST('/api/me/passkeys/options')));
      return ok(api.POST('/api/me/passkeys', { body: { name, credential } }));
    },
    onSuccess,
  });
  const rename = useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      ok(api.PUT(PASSKEY, { params: { path: { id } }, body: { name } })),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: string) => ok(api.DELETE(PASSKEY, { params: { path: { id } } })),
    onSuccess,
  });
  return { add, rename, remove };
}

/** The secret for an authenticator app. Nothing changes until a code has shown that the app has it. */
export function useTwoFactorSetup() {
  return useMutation({ mutationFn: () => ok(api.POST('/api/me/two-factor/setup')) });
}

/**
 * Turns two-step sign-in on and off, and makes new recovery codes.
 * @param onCodes Takes the recovery codes before the page learns that it is on: they come only once.
 */
export function useTwoFactor(onCodes: (codes: readonly string[]) => void) {
  const queryClient = useQueryClient();
  const refresh = () =>
    Promise.all(
      [waysQuery, sessionsQuery].map(({ queryKey }) => queryClient.invalidateQueries({ queryKey })),
    );
  const take = ({ codes }: { codes: readonly string[] }) => {
    onCodes(codes);
    return refresh();
  };
  const turnOn = useMutation({
    mutationFn: (code: string) => ok(api.POST('/api/me/two-factor', { body: { code } })),
    onSuccess: take,
  });
  const turnOff = useMutation({
    mutationFn: (password: string) => ok(api.POST('/api/me/two-factor/off', { body: { password } })),
    onSuccess: refresh,
  });
  const renew = useMutation({
    mutationFn: (password: string) =>
      ok(api.POST('/api/me/two-factor/recovery-codes', { body: { password } })),
    onSuccess: take,
  });
  return { turnOn, turnOff, renew };
}

/** Sends a link for a new password to the address, if it has an account. */
export function useForgot() {
  return useMutation({
    mutationFn: (email: string) => ok(api.POST('/api/sign-in/forgot', { body: { email } })),
  });
}

/** Sets a new password by the link of a letter. */
export function useReset() {
  return useMutation({
    mutationFn: (body: { token: string; password: string }) => ok(api.POST('/api/sign-in/reset', { body })),
  });
}
