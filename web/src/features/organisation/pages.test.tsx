import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { ApiKey, AuditEntry, InvitationSeen, Me, Member } from '../../api/types';
import { meQuery } from '../../queries/me';
import { organisationsQuery } from '../../queries/organisations';
import { onePart, renderPage } from '../../testing/render';
import { JoinPage } from './JoinPage';
import { invitationQuery } from './joining';
import { OrganisationPage } from './OrganisationPage';
import { auditParts, invitationParts, keyParts, memberParts, programParts } from './queries';

const ADA: Me = {
  email: 'ada@example.org',
  role: 'owner',
  tenant: 'Acme',
  tenantId: 't1',
  hasPassword: true,
};

const MEMBERS: Member[] = [
  { accountId: 'a1', email: 'ada@example.org', role: 'owner', createdAt: '2026-01-01T00:00:00Z' },
  { accountId: 'a2', email: 'grace@example.org', role: 'analyst', createdAt: '2026-01-02T00:00:00Z' },
];

const KEY: ApiKey = {
  id: 'k1',
  name: 'nightly',
  role: 'analyst',
  madeBy: 'ada@example.org',
  createdAt: '2026-01-01T00:00:00Z',
  expiresAt: '2026-01-02T00:00:00Z',
};

const ENTRY: AuditEntry = {
  number: 7,
  at: '2026-01-01T10:00:00+00:00',
  actor: 'ada@example.org',
  action: 'member.invite',
  subject: 'grace@example.org',
  detail: '{"role":"analyst"}',
  previous: '0'.repeat(64),
  hash: 'ab'.repeat(32),
};

const SEEN: InvitationSeen = {
  organisation: 'Acme',
  email: 'grace@example.org',
  role: 'analyst',
  invitedBy: 'ada@example.org',
  expiresAt: '2026-12-31T00:00:00Z',
  hasAccount: false,
};

afterEach(() => vi.unstubAllGlobals());

const show = (me: Me, section: string) =>
  renderPage(<OrganisationPage />, '/organisation', `/organisation?section=${section}`, [
    [meQuery.queryKey, me],
    [organisationsQuery.queryKey, { organisations: [], mayCreate: true, graceDays: 30 }],
    [memberParts.queryKey, onePart(MEMBERS)],
    [invitationParts.queryKey, onePart([])],
    [keyParts.queryKey, onePart([KEY])],
    [programParts.queryKey, onePart([])],
    [auditParts('').queryKey, onePart([ENTRY])],
  ]);

const join = (me: Me | null, seen: InvitationSeen) =>
  renderPage(<JoinPage />, '/invitation', '/invitation#abc', [
    [meQuery.queryKey, me],
    [invitationQuery('abc').queryKey, seen],
  ]);

it('shows an owner the members, and lets the owner invite and change roles, but not the own one', async () => {
  const sent: string[] = [];
  vi.stubGlobal('fetch', (request: Request) => {
    sent.push(`${request.method} ${new URL(request.url).pathname}`);
    return Promise.resolve(Response.json([]));
  });
  show(ADA, 'members');
  expect(screen.getByRole('region', { name: 'Invite a colleague' })).toBeVisible();
  expect(screen.getByLabelText('Role of grace@example.org')).toHaveValue('analyst');
  expect(screen.queryByLabelText('Role of ada@example.org')).toBeNull();
  await userEvent.selectOptions(screen.getByLabelText('Role of grace@example.org'), 'engineer');
  await waitFor(() => expect(sent).toContain('PUT /api/members/a2'));
});

it('shows others the members and nothing to change', () => {
  show({ ...ADA, email: 'grace@example.org', role: 'analyst' }, 'audit');
  expect(screen.getAllByRole('tab').map((tab) => tab.textContent)).toEqual(['Members', 'Settings']);
  expect(screen.queryByRole('region', { name: 'Invite a colleague' })).toBeNull();
  expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull();
});

it('shows the link of an invitation, and says whether it was sent', async () => {
  const made = {
    invitation: { ...SEEN, id: 'i1', createdAt: '2026-01-01T00:00:00Z', state: 'open' },
    link: 'https://example.org/invitation#abc',
  };
  vi.stubGlobal('fetch', (request: Request) =>
    Promise.resolve(Response.json(request.method === 'POST' ? made : [])),
  );
  show(ADA, 'members');
  await userEvent.type(screen.getByLabelText('E-mail'), 'grace@example.org');
  await userEvent.click(screen.getByRole('button', { name: 'Invite' }));
  expect(await screen.findByText(/This server sends no e-mail/)).toBeVisible();
  expect(screen.getByLabelText('Invitation link')).toHaveValue(made.link);
});

it('says of a key that it has expired', () => {
  show(ADA, 'keys');
  expect(screen.getByRole('row', { name: /nightly/ })).toHaveTextContent('Expired');
});

it('writes the audit in sentences', () => {
  show(ADA, 'audit');
  expect(screen.getByRole('row', { name: /invited grace@example.org \(role analyst\)/ })).toHaveTextContent(
    '7',
  );
});

it('shows a reviewer how to leave, and no members', () => {
  show({ ...ADA, role: 'reviewer' }, 'members');
  expect(screen.getAllByRole('tab').map((tab) => tab.textContent)).toEqual(['Settings']);
});

it('asks for the name before the organisation is deleted', async () => {
  show(ADA, 'settings');
  const button = screen.getByRole('button', { name: 'Delete the organisation' });
  expect(button).toBeDisabled();
  await userEvent.type(screen.getByLabelText('Type “Acme” to confirm'), 'Acme');
  expect(button).toBeEnabled();
});

it('lets a person without an account choose a password', async () => {
  const assign = vi.fn();
  vi.stubGlobal('location', { ...globalThis.location, origin: 'http://localhost', assign });
  const sent: unknown[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push(await request.json());
    return new Response(null, { status: 204 });
  });
  join(null, SEEN);
  expect(screen.getByRole('heading', { name: 'Join Acme' })).toBeVisible();
  await userEvent.type(screen.getByLabelText('Choose a password'), 'correct horse battery');
  await userEvent.click(screen.getByRole('button', { name: 'Join' }));
  await waitFor(() => expect(assign).toHaveBeenCalledWith('/'));
  expect(sent).toEqual([{ token: 'abc', password: 'correct horse battery' }]);
});

it('asks a person who has an account to sign in first, and leads back', () => {
  join(null, { ...SEEN, hasAccount: true });
  expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute(
    'href',
    '/sign-in?next=%2Finvitation%23abc',
  );
});

it('tells someone else that the invitation is not for them', () => {
  join(ADA, SEEN);
  expect(screen.getByText(/You are signed in as ada@example.org/)).toBeVisible();
  expect(screen.queryByRole('button', { name: /^Join/ })).toBeNull();
});
