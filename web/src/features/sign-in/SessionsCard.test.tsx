import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Session } from '../../api/types';
import { renderPage } from '../../testing/render';
import { sessionsQuery } from './queries';
import { SessionsCard } from './SessionsCard';

const HERE: Session = {
  id: 's1',
  device: 'Firefox on Windows',
  address: '192.0.2.7',
  createdAt: new Date(Date.now() - 3 * 3600_000).toISOString(),
  lastUsedAt: new Date().toISOString(),
  current: true,
};
const PHONE: Session = { ...HERE, id: 's2', device: 'Safari on iPhone', current: false };

const sent: string[] = [];

beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal('fetch', (request: Request) => {
    sent.push(`${request.method} ${new URL(request.url).pathname}`);
    return Promise.resolve(
      request.method === 'GET' ? Response.json([HERE]) : new Response(null, { status: 204 }),
    );
  });
});

afterEach(() => vi.unstubAllGlobals());

const show = (sessions: readonly Session[]) =>
  renderPage(<SessionsCard />, '/account', '/account', [[sessionsQuery.queryKey, sessions]]);

it('shows device, place and time, and marks this session', () => {
  show([HERE, PHONE]);
  const [here, phone] = screen.getAllByRole('listitem');
  expect(here).toHaveTextContent('Firefox on Windows this session');
  expect(here).toHaveTextContent('From 192.0.2.7. Last used just now, signed in 3 h ago.');
  expect(phone).not.toHaveTextContent('this session');
});

it('ends another session once it is confirmed, and asks for the list again', async () => {
  show([HERE, PHONE]);
  await userEvent.click(screen.getByRole('button', { name: 'End the session of Safari on iPhone' }));
  expect(sent).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'End it' }));
  await waitFor(() => expect(sent).toEqual(['DELETE /api/me/sessions/s2', 'GET /api/me/sessions']));
  await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1));
});

it('offers to end others only where there are others', () => {
  show([HERE]);
  expect(screen.queryByRole('button', { name: 'End all others' })).toBeNull();
});

it('signs out everywhere once it is confirmed', async () => {
  const assign = vi.fn();
  vi.stubGlobal('location', { ...globalThis.location, origin: 'http://localhost', assign });
  show([HERE, PHONE]);
  await userEvent.click(screen.getByRole('button', { name: 'Sign out everywhere' }));
  await userEvent.click(screen.getByRole('button', { name: 'Sign out everywhere' }));
  await waitFor(() => expect(assign).toHaveBeenCalledWith('/sign-in'));
  expect(sent).toContain('POST /api/sign-out/everywhere');
});

it('says that the command line is signed out of the organisation of a session by single sign-on', async () => {
  renderPage(<SessionsCard only="Acme" />, '/account', '/account', [[sessionsQuery.queryKey, [HERE, PHONE]]]);
  await userEvent.click(screen.getByRole('button', { name: 'Sign out everywhere' }));
  expect(screen.getByRole('alertdialog')).toHaveTextContent(
    'All your sessions in Acme end, this one too, and the command line is signed out of it.',
  );
});
