import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SignInAuthority } from '../../api/types';
import { renderInApp } from '../../testing/render';
import { SingleSignOn } from './SingleSignOn';
import { authoritiesQuery } from './authorities';

const AUTHORITY: SignInAuthority = {
  id: 's1',
  issuer: 'https://login.example.org',
  clientId: 'aethergen',
  domain: 'example.org',
  defaultRole: 'analyst',
  createdAt: '2026-01-01T00:00:00Z',
  redirectAddress: 'https://aethergen.example.org/api/sign-in/sso/s1/callback',
  allowed: true,
};

const sent: (readonly [string, unknown])[] = [];
let answer = () => new Response(null, { status: 204 });

beforeEach(() => {
  sent.length = 0;
  answer = () => new Response(null, { status: 204 });
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return Response.json([AUTHORITY]);
    const body: unknown = await request.json().catch(() => null);
    sent.push([`${request.method} ${new URL(request.url).pathname}`, body]);
    return answer();
  });
});

afterEach(() => vi.unstubAllGlobals());

const show = (...authorities: SignInAuthority[]) =>
  renderInApp(<SingleSignOn />, [[authoritiesQuery.queryKey, authorities]]);

it('adds a service', async () => {
  answer = () => Response.json(AUTHORITY);
  show();
  await userEvent.type(screen.getByLabelText('Issuer'), 'https://login.example.org');
  await userEvent.type(screen.getByLabelText('E-mail domain'), 'example.org');
  await userEvent.type(screen.getByLabelText('Client id'), 'aethergen');
  await userEvent.type(screen.getByLabelText('Client secret'), 'secret');
  await userEvent.selectOptions(screen.getByLabelText('Role of new members'), 'analyst');
  expect(screen.queryByRole('option', { name: 'Owner' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toEqual([
    'POST /api/sign-in-authorities',
    {
      issuer: 'https://login.example.org',
      clientId: 'aethergen',
      clientSecret: 'secret',
      domain: 'example.org',
      defaultRole: 'analyst',
    },
  ]);
});

it('shows what to register, and what is wrong with the service', async () => {
  answer = () => Response.json({ detail: 'Another issuer.', code: 'sso.wrong-issuer' }, { status: 409 });
  show(AUTHORITY);
  expect(screen.getByLabelText(/^Redirect address/)).toHaveValue(AUTHORITY.redirectAddress);
  await userEvent.click(screen.getByRole('button', { name: 'Check the service' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('Another issuer.');
});

it('changes it without the secret', async () => {
  answer = () => Response.json(AUTHORITY);
  show(AUTHORITY);
  await userEvent.click(screen.getByRole('button', { name: 'Change' }));
  const form = screen.getByRole('form', { name: 'Change the sign-in service of example.org' });
  expect(form).not.toHaveTextContent('Issuer');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toEqual([
    'PUT /api/sign-in-authorities/s1',
    { clientId: 'aethergen', domain: 'example.org', defaultRole: 'analyst' },
  ]);
});

it('removes it after a confirmation', async () => {
  show(AUTHORITY);
  await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
  expect(sent).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Remove it' }));
  await waitFor(() => expect(sent[0]?.[0]).toBe('DELETE /api/sign-in-authorities/s1'));
});

it('says that the domain is not allowed', () => {
  show({ ...AUTHORITY, allowed: false });
  expect(screen.getByRole('alert')).toHaveTextContent('has not allowed your organisation this domain');
});
