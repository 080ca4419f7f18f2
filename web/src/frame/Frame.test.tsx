import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { meQuery } from '../queries/me';
import { renderInApp, renderPage } from '../testing/render';
import { Frame } from './Frame';
import { SessionExpired } from './SessionExpired';

afterEach(() => vi.unstubAllGlobals());

it('keeps path, query and fragment of a shared link while its reader signs in', async () => {
  const link = '/recipes/open?from=mail#recipe=eJyr';
  const { router } = renderPage(<Frame />, '/recipes/open', link, [[meQuery.queryKey, null]]);
  await waitFor(() => expect(router.state.location.pathname).toBe('/sign-in'));
  expect(new URLSearchParams(router.state.location.search).get('next')).toBe(link);
});

it('signs an owner without a password in again by the link that the server printed', async () => {
  const sent: unknown[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'POST') sent.push(await request.json());
    return Response.json({});
  });
  const onSignedIn = vi.fn();
  const owner = { email: 'ada@example.org', role: 'owner', tenant: 'Acme', hasPassword: false };
  renderInApp(<SessionExpired expired onSignedIn={onSignedIn} />, [[meQuery.queryKey, owner]]);
  expect(screen.queryByLabelText('Password')).toBeNull();
  const field = screen.getByLabelText('Sign-in link');
  await userEvent.type(field, 'abc');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in with the link' }));
  expect(field).toBeInvalid();
  await userEvent.clear(field);
  await userEvent.type(field, 'http://localhost:5180/sign-in?token=s3cret');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in with the link' }));
  await waitFor(() => expect(onSignedIn).toHaveBeenCalled());
  expect(sent).toEqual([{ token: 's3cret' }]);
});
