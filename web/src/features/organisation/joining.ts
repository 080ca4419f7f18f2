import { queryOptions, useMutation } from '@tanstack/react-query';
import { api, ok } from '../../api/client';
import { startOver } from '../../queries/organisations';

/** What the invitation with this token says. A POST, so that the token reaches no log. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => ok(api.POST('/api/join/look', { body: { token: token || '-' }, signal })),
    retry: false,
    staleTime: Infinity,
  });

export function useJoin() {
  return useMutation({
    mutationFn: (acceptance: { token: string; password?: string }) =>
      ok(api.POST('/api/join', { body: acceptance })),
    onSuccess: startOver,
  });
}
