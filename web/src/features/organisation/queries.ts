import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../../api/client';
import { inParts } from '../../api/parts';
import type { Role } from '../../api/types';
import { startOver } from '../../queries/organisations';

export const memberParts = inParts(['members'], (query, signal) =>
  ok(api.GET('/api/members', { params: { query }, signal })),
);

export const invitationParts = inParts(['members', 'invitations'], (query, signal) =>
  ok(api.GET('/api/invitations', { params: { query }, signal })),
);

export const keyParts = inParts(['keys'], (query, signal) =>
  ok(api.GET('/api/keys', { params: { query }, signal })),
);

export const programParts = inParts(['keys', 'programs'], (query, signal) =>
  ok(api.GET('/api/programs', { params: { query }, signal })),
);

export const auditParts = (action: string) =>
  inParts(['audit', action], (query, signal) =>
    ok(
      api.GET('/api/audit', {
        params: { query: { ...query, ...(action ? { action } : {}) } },
        signal,
      }),
    ),
  );

/** A change, after which what the page shows of the resources is read again. */
export function useChange<T, R>(change: (what: T) => Promise<R>, ...resources: string[]) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all(
        [...resources, 'audit'].map((resource) => queryClient.invalidateQueries({ queryKey: [resource] })),
      ),
  });
}

export const useInvite = () =>
  useChange(
    (invitation: { email: string; role: Role }) => ok(api.POST('/api/invitations', { body: invitation })),
    'members',
  );

export const useWithdraw = () =>
  useChange(
    (id: string) => ok(api.POST('/api/invitations/{id}/withdraw', { params: { path: { id } } })),
    'members',
  );

export const useSetRole = () =>
  useChange(
    ({ account, role }: { account: string; role: Role }) =>
      ok(api.PUT('/api/members/{account}', { params: { path: { account } }, body: { role } })),
    'members',
  );

export const useRemoveMember = () =>
  useChange(
    (account: string) => ok(api.DELETE('/api/members/{account}', { params: { path: { account } } })),
    'members',
  );

export const useMakeKey = () =>
  useChange(
    (key: { name: string; role: Role; days: number }) => ok(api.POST('/api/keys', { body: key })),
    'keys',
  );

export const useRotateKey = () =>
  useChange((id: string) => ok(api.POST('/api/keys/{id}/rotate', { params: { path: { id } } })), 'keys');

export const useEndKey = () =>
  useChange((id: string) => ok(api.POST('/api/keys/{id}/end', { params: { path: { id } } })), 'keys');

const WHO = ['me', 'organisations'];

export const useMakeProgram = () =>
  useChange(
    (program: { name: string; role: Role }) => ok(api.POST('/api/programs', { body: program })),
    'keys',
  );

export const useEndProgram = () =>
  useChange((id: string) => ok(api.POST('/api/programs/{id}/end', { params: { path: { id } } })), 'keys');

export const useRename = () =>
  useChange((name: string) => ok(api.PUT('/api/organisation', { body: { name } })), ...WHO);

export const useEndOrganisation = () =>
  useChange((name: string) => ok(api.POST('/api/organisation/end', { body: { name } })), ...WHO);

/** Ends one's own membership; the session with it. */
export function useLeave() {
  return useMutation({ mutationFn: () => ok(api.POST('/api/members/leave')), onSuccess: startOver });
}
