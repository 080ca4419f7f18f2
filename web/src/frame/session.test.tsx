import { QueryClient } from '@tanstack/react-query';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keep, kept } from '../api/tabStorage';
import type { DatasetLedger, Me } from '../api/types';
import { BudgetForm } from '../privacy/BudgetForm';
import { meQuery } from '../queries/me';
import { organisationsQuery } from '../queries/organisations';
import { PasswordForm } from '../session/PasswordForm';
import { renderInApp } from '../testing/render';
import { AccountMenu } from './AccountMenu';

const ADA: Me = {
  email: 'ada@example.org',
  role: 'owner',
  tenant: 'Acme',
  tenantId: 't1',
  hasPassword: true,
};
const GRACE: Me = { ...ADA, email: 'grace@example.org' };

/** What the account menu asks for. */
const KNOWN = [
  [meQuery.queryKey, ADA],
  [organisationsQuery.queryKey, { organisations: [], mayCreate: true }],
] as const;

const LEDGER: DatasetLedger = {
  dataset: 'abc',
  unit: 'per row',
  delta: 1e-9,
  deltaSpent: 0,
  epsilonSpent: 0,
  rhoSpent: 0,
  outside: 0,
  entries: [],
  budgets: [],
};

const assign = vi.fn();
const signedOut = () => Response.json({}, { status: 401 });

beforeEach(() => {
  assign.mockReset();
  vi.stubGlobal('location', { ...globalThis.location, origin: 'http://localhost', assign });
});

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

/** Answers requests by method and path; every other one with an empty object. */
function answering(answers: Readonly<Record<string, () => Response>>) {
  vi.stubGlobal('fetch', (request: Request) => {
    const answer = answers[`${request.method} ${new URL(request.url).pathname}`];
    return Promise.resolve(answer?.() ?? Response.json({}));
  });
}

async function signOut() {
  await userEvent.click(screen.getByRole('button', { name: /^Account of/ }));
  await userEvent.click(screen.getByRole('menuitem', { name: 'Sign out' }));
}

it('keeps the address of a failed sign-in through a reload, and the password never', async () => {
  answering({ 'POST /api/sign-in': () => Response.json({ detail: 'Wrong.' }, { status: 401 }) });
  const { unmount } = renderInApp(<PasswordForm />);
  await userEvent.type(screen.getByLabelText('E-mail'), 'ada@example.org');
  await userEvent.type(screen.getByLabelText('Password'), 'correct horse');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('Wrong.');
  expect(screen.getByLabelText('Password')).toHaveValue('correct horse');
  unmount();
  renderInApp(<PasswordForm />);
  expect(screen.getByLabelText('E-mail')).toHaveValue('ada@example.org');
  expect(screen.getByLabelText('Password')).toHaveValue('');
  expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toContain('horse');
});

it('keeps a budget through a refused request and a reload, and forgets it once it is set', async () => {
  let refuse = true;
  answering({
    'PUT /api/seeds/s1/budget': () =>
      refuse ? Response.json({ detail: 'You are not signed in.' }, { status: 401 }) : Response.json(LEDGER),
  });
  const { unmount } = renderInApp(<BudgetForm seedId="s1" ledger={LEDGER} />);
  await userEvent.type(screen.getByLabelText('Budget: total ε'), '3');
  await userEvent.click(screen.getByRole('button', { name: 'Set the budget' }));
  expect(await screen.findByRole('alert')).toBeVisible();
  unmount();
  renderInApp(<BudgetForm seedId="s1" ledger={LEDGER} />);
  expect(screen.getByLabelText('Budget: total ε')).toHaveValue('3');
  expect(screen.getByText(/restored/)).toBeVisible();
  refuse = false;
  fireEvent.submit(screen.getByRole('form', { name: 'Budget' }));
  await waitFor(() => expect(kept('budget:s1')).toBeNull());
});

it('clears drafts and leaves the app on sign-out', async () => {
  answering({ 'POST /api/sign-out': () => new Response(null, { status: 204 }), 'GET /api/me': signedOut });
  keep('schema:v1', { name: 'people' });
  localStorage.setItem('project', 'p1');
  renderInApp(<AccountMenu />, KNOWN);
  await signOut();
  await waitFor(() => expect(assign).toHaveBeenCalledWith('/sign-in'));
  expect(kept('schema:v1')).toBeNull();
  expect(localStorage.getItem('project')).toBeNull();
});

it('clears drafts on sign-out of a session that has expired', async () => {
  answering({ 'POST /api/sign-out': signedOut, 'GET /api/me': signedOut });
  keep('schema:v1', { name: 'people' });
  renderInApp(<AccountMenu />, KNOWN);
  await signOut();
  await waitFor(() => expect(assign).toHaveBeenCalledWith('/sign-in'));
  expect(kept('schema:v1')).toBeNull();
});

it('says so where the server could not sign a person out, and keeps the drafts', async () => {
  answering({ 'POST /api/sign-out': () => Response.json({ detail: 'No database.' }, { status: 503 }) });
  keep('schema:v1', { name: 'people' });
  renderInApp(<AccountMenu />, KNOWN);
  await signOut();
  expect(await screen.findByRole('alert')).toHaveTextContent('You are still signed in. No database.');
  expect(kept('schema:v1')).toEqual({ name: 'people' });
});

it.each([
  { who: ADA, left: { name: 'people' }, leaves: 0 },
  { who: GRACE, left: null, leaves: 1 },
])('gives drafts to nobody but their person: $who.email', async ({ who, left, leaves }) => {
  answering({ 'GET /api/me': () => Response.json(who) });
  keep('owner', 't1/ada@example.org');
  keep('schema:v1', { name: 'people' });
  const onSignedIn = vi.fn();
  renderInApp(<PasswordForm onSignedIn={onSignedIn} />, [[meQuery.queryKey, ADA]]);
  await userEvent.type(screen.getByLabelText('E-mail'), who.email);
  await userEvent.type(screen.getByLabelText('Password'), 'correct horse');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  await waitFor(() => expect(onSignedIn).toHaveBeenCalled());
  expect(kept('schema:v1')).toEqual(left);
  expect(assign).toHaveBeenCalledTimes(leaves);
});

it.each([
  { before: null, after: null, failed: false },
  { before: ADA, after: ADA, failed: true },
])(
  'takes a lost session for an expiry only where somebody was signed in',
  async ({ before, after, failed }) => {
    answering({ 'GET /api/me': signedOut });
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    if (before) client.setQueryData(meQuery.queryKey, before);
    await client.prefetchQuery({ ...meQuery, staleTime: 0 });
    expect(client.getQueryData(meQuery.queryKey)).toEqual(after);
    expect(client.getQueryState(meQuery.queryKey)?.status).toBe(failed ? 'error' : 'success');
  },
);
