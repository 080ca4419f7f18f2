import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../../api/client';
import type { Role } from '../../api/types';
import { useChange } from './queries';

const KEY = 'sign-in-authorities';
const ONE = '/api/sign-in-authorities/{id}';

type Settings = { clientId: string; clientSecret?: string; domain: string; defaultRole: Role };

/** Where the organisation's people sign in, if not here. */
export const authoritiesQuery = queryOptions({
  queryKey: [KEY],
  queryFn: ({ signal }) => ok(api.GET('/api/sign-in-authorities', { signal })),
});

export const useAddAuthority = () =>
  useChange((body: Settings & { issuer: string }) => ok(api.POST('/api/sign-in-authorities', { body })), KEY);

export const useChangeAuthority = (id: string) =>
  useChange((body: Settings) => ok(api.PUT(ONE, { params: { path: { id } }, body })), KEY);

export const useRemoveAuthority = () =>
  useChange((id: string) => ok(api.DELETE(ONE, { params: { path: { id } } })), KEY);

/** Refuses with what is wrong. */
export const useCheckAuthority = () =>
  useChange((id: string) => ok(api.POST(`${ONE}/check`, { params: { path: { id } } })));
