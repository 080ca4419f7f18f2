import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { singleSignOnQuery } from '../../queries/me';
import { renderPage } from '../../testing/render';
import { SignInPage } from './SignInPage';

afterEach(() => vi.unstubAllGlobals());

const show = (address: string, offered = true) =>
  renderPage(<SignInPage />, '/sign-in', address, [[singleSignOnQuery.queryKey, { offered }]]);

it('offers single sign-on only where an organisation has it', () => {
  show('/sign-in', false);
  expect(screen.getByRole('link', { name: 'Forgot your password?' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Sign in with your organisation' })).toBeNull();
});

it('offers single sign-on where the server could not say', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ code: 'unexpected' }, { status: 500 })));
  renderPage(<SignInPage />, '/sign-in', '/sign-in');
  expect(await screen.findByRole('button', { name: 'Sign in with your organisation' })).toBeVisible();
});

it('asks again who is signed in where the answer from before the link comes late', async () => {
  let asked = 0;
  vi.stubGlobal('fetch', async (request: Request) => {
    if (new URL(request.url).pathname === '/api/sign-in/link') return Response.json({});
    asked += 1;
    if (asked > 1) return Response.json({ email: 'ada@example.org', tenantId: 't1' });
    await new Promise((late) => setTimeout(late, 50));
    return Response.json({}, { status: 401 });
  });

  renderPage(<SignInPage />, '/sign-in', '/sign-in?token=t');

  await screen.findByText('Another page');
  expect(asked).toBe(2);
});

it('leads to the organisation’s own page, and keeps where to go on to', async () => {
  const assign = vi.fn();
  vi.stubGlobal('location', { ...globalThis.location, origin: 'http://localhost', assign });
  const sent: unknown[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return Response.json({}, { status: 401 });
    sent.push([new URL(request.url).pathname, await request.json()]);
    return Response.json({ to: 'https://login.example.org/authorize' });
  });
  show('/sign-in?next=%2Frecipes%2Fopen%23recipe%3Da');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in with your organisation' }));
  await userEvent.type(screen.getByLabelText('E-mail at your organisation'), 'ada@example.org{Enter}');
  await waitFor(() => expect(assign).toHaveBeenCalledWith('https://login.example.org/authorize'));
  expect(sent).toEqual([['/api/sign-in/sso', { email: 'ada@example.org', next: '/recipes/open#recipe=a' }]]);
});

it('says that nobody signs in elsewhere with such an address', async () => {
  vi.stubGlobal('fetch', (request: Request) =>
    Promise.resolve(
      request.method === 'GET'
        ? Response.json({}, { status: 401 })
        : Response.json({ detail: 'No organisation here.', code: 'sso.unknown-domain' }, { status: 404 }),
    ),
  );
  show('/sign-in');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in with your organisation' }));
  await userEvent.type(screen.getByLabelText('E-mail at your organisation'), 'ada@example.org{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('No organisation here.');
});

it.each([
  ['sso.has-account', 'connect it on the page Account'],
  ['sso.removed', 'Ask an owner to invite your address; then sign in this way again.'],
  ['<b>evil</b>', 'Signing in did not work. Try again.'],
])('has words of its own for the problem %s', (problem, words) => {
  show(`/sign-in?problem=${encodeURIComponent(problem)}`);
  expect(screen.getByRole('alert')).toHaveTextContent(words);
});
