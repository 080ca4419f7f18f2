import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderPage } from '../../testing/render';
import { ForgotPage } from './ForgotPage';
import { NewPasswordPage } from './NewPasswordPage';

const sent: (readonly [string, unknown])[] = [];
let answer = () => new Response(null, { status: 204 });

beforeEach(() => {
  sent.length = 0;
  answer = () => new Response(null, { status: 204 });
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push([new URL(request.url).pathname, await request.json()]);
    return answer();
  });
});

afterEach(() => vi.unstubAllGlobals());

it('says the same whether the address has an account or not', async () => {
  renderPage(<ForgotPage />, '/forgot-password', '/forgot-password');
  await userEvent.type(screen.getByLabelText('E-mail'), 'ada@example.org{Enter}');
  expect(await screen.findByRole('status')).toHaveTextContent('If ada@example.org has an account');
  expect(sent).toEqual([['/api/sign-in/forgot', { email: 'ada@example.org' }]]);
});

it('sets the password by the token of the link, which stands in the fragment', async () => {
  renderPage(<NewPasswordPage />, '/new-password', '/new-password#abc.def');
  await userEvent.type(screen.getByLabelText('New password'), 'gate-lantern-otter{Enter}');
  expect(await screen.findByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in');
  expect(sent).toEqual([['/api/sign-in/reset', { token: 'abc.def', password: 'gate-lantern-otter' }]]);
});

it('offers a new link where this one is too old', async () => {
  answer = () =>
    Response.json({ code: 'sign-in.bad-reset-link', detail: 'This link is older.' }, { status: 400 });
  renderPage(<NewPasswordPage />, '/new-password', '/new-password#abc.def');
  await userEvent.type(screen.getByLabelText('New password'), 'gate-lantern-otter{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('This link is older.');
  expect(screen.getByRole('link', { name: 'Ask for a new link' })).toHaveAttribute(
    'href',
    '/forgot-password',
  );
});
