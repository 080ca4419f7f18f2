import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { ConnectedLogin, Me, Usage } from '../../api/types';
import { renderPage } from '../../testing/render';
import { AccountPage } from './AccountPage';
import { loginsQuery, passkeysQuery, sessionsQuery, usageQuery } from './queries';
import { meQuery, waysQuery } from '../../queries/me';

const ME: Me = { email: 'ada@example.org', role: 'owner', tenant: 'Acme', tenantId: 't1', hasPassword: true };

const USAGE: Usage = {
  storedBytes: { used: 1_500_000, allowed: 100_000_000 },
  seeds: { used: 12, allowed: 2000 },
  openTrials: { used: 0, allowed: 2000 },
};

const LOGIN: ConnectedLogin = {
  id: 'l1',
  domain: 'example.org',
  issuer: 'https://login.example.org',
  connected: true,
};

const show = (me: Me, address = '/account') =>
  renderPage(<AccountPage />, '/account', address, [
    [meQuery.queryKey, me],
    [usageQuery.queryKey, USAGE],
    [sessionsQuery.queryKey, []],
    [passkeysQuery.queryKey, []],
    [loginsQuery.queryKey, [LOGIN]],
    [waysQuery.queryKey, { hasPassword: true, passkeys: 0, twoFactor: false, recoveryCodesLeft: 0 }],
  ]);

it('shows what the organisation uses beside what it may use', () => {
  show(ME);
  const region = screen.getByRole('region', { name: 'What your organisation uses' });
  expect(region).toHaveTextContent('Stored files1.5 MB of 100.0 MB');
  expect(region).toHaveTextContent('Seeds12 of 2,000');
  expect(screen.getByRole('progressbar', { name: 'Seeds' })).toHaveAttribute('aria-valuenow', '1');
});

it('does not ask for it on behalf of a reviewer', () => {
  show({ ...ME, role: 'reviewer' });
  expect(screen.queryByRole('region', { name: 'What your organisation uses' })).toBeNull();
});

it('links to the licences of the software in it', () => {
  show(ME);
  expect(screen.getByRole('link', { name: 'software of others' })).toHaveAttribute(
    'href',
    '/THIRD-PARTY-NOTICES.txt',
  );
});

it.each([
  ['l1', 'All your sessions in Acme end, this one too, and the command line is signed out of it.'],
  [undefined, 'All sessions end, this one too, and the command line is signed out.'],
])('says which sessions it shows and ends where %s opened this one', async (signedInAt, words) => {
  show(signedInAt ? { ...ME, signedInAt } : ME);
  expect(screen.queryAllByText(/These are your sessions in Acme/)).toHaveLength(signedInAt ? 1 : 0);
  await userEvent.click(screen.getByRole('button', { name: 'Sign out everywhere' }));
  expect(screen.getByRole('alertdialog')).toHaveTextContent(words);
});

it('disconnects a login after a confirmation', async () => {
  const sent: string[] = [];
  vi.stubGlobal('fetch', (request: Request) => {
    sent.push(`${request.method} ${new URL(request.url).pathname}`);
    return Promise.resolve(
      request.method === 'GET' ? Response.json([]) : new Response(null, { status: 204 }),
    );
  });
  show(ME);
  await userEvent.click(screen.getByRole('button', { name: 'Disconnect the login of example.org' }));
  await userEvent.click(screen.getByRole('button', { name: 'Disconnect it' }));
  await waitFor(() => expect(sent).toContain('DELETE /api/me/single-sign-on/l1'));
  vi.unstubAllGlobals();
});

it('offers nothing that an authority’s session may not do', () => {
  show({ ...ME, signedInAt: 'l1' });
  expect(screen.getByRole('region', { name: 'You signed in with your organisation' })).toBeVisible();
  expect(screen.queryByRole('region', { name: 'Change the password' })).toBeNull();
  expect(screen.queryByRole('button', { name: /Disconnect/ })).toBeNull();
});

it('says why a login was not connected', () => {
  show(ME, '/account?problem=sso.taken');
  expect(screen.getByRole('alert')).toHaveTextContent('connected to another account');
});
