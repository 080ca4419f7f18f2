import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Passkey } from '../../api/types';
import { PasskeySignIn } from '../../session/PasskeySignIn';
import { renderInApp, renderPage } from '../../testing/render';
import { PasskeysCard } from './PasskeysCard';
import { passkeysQuery } from './queries';

const LAPTOP: Passkey = { id: 'AAEC', name: 'Laptop', createdAt: new Date().toISOString(), isSynced: true };

const sent: (readonly [string, unknown])[] = [];
const answers = new Map<string, () => Response>();

/** A browser whose passkeys answer with their own options. */
class Credential {
  readonly options: unknown;
  constructor(options: unknown) {
    this.options = options;
  }
  toJSON() {
    return { id: 'AAEC', options: this.options };
  }
  static parseCreationOptionsFromJSON = (options: unknown) => options;
  static parseRequestOptionsFromJSON = (options: unknown) => options;
  static isConditionalMediationAvailable = () => Promise.resolve(false);
}

const create = vi.fn(({ publicKey }: { publicKey: unknown }) => Promise.resolve(new Credential(publicKey)));
const get = vi.fn(({ publicKey }: { publicKey: unknown; mediation?: string }) =>
  Promise.resolve(new Credential(publicKey)),
);

beforeEach(() => {
  sent.length = 0;
  answers.clear();
  vi.stubGlobal('PublicKeyCredential', Credential);
  vi.stubGlobal('navigator', { ...navigator, credentials: { create, get } });
  vi.stubGlobal('fetch', async (request: Request) => {
    const name = `${request.method} ${new URL(request.url).pathname}`;
    const text = await request.text();
    if (request.method !== 'GET') sent.push([name, text ? JSON.parse(text) : null]);
    return answers.get(name)?.() ?? Response.json(name.startsWith('GET') ? [LAPTOP] : { challenge: 'c' });
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  create.mockClear();
  get.mockClear();
});

const show = (passkeys: readonly Passkey[]) =>
  renderPage(<PasskeysCard />, '/account', '/account', [[passkeysQuery.queryKey, passkeys]]);

it('adds a passkey under the name that its person gives', async () => {
  show([]);
  expect(screen.getByText('You have no passkey yet.')).toBeVisible();
  await userEvent.type(screen.getByLabelText('Name of the new passkey'), ' Laptop ');
  await userEvent.click(screen.getByRole('button', { name: 'Add a passkey' }));
  await waitFor(() => expect(screen.getByRole('listitem')).toHaveTextContent('Laptop on all your devices'));
  expect(sent.at(-1)).toEqual([
    'POST /api/me/passkeys',
    { name: 'Laptop', credential: { id: 'AAEC', options: { challenge: 'c' } } },
  ]);
});

it('says so where its person cancels', async () => {
  create.mockRejectedValueOnce(new DOMException('no', 'NotAllowedError'));
  show([]);
  await userEvent.type(screen.getByLabelText('Name of the new passkey'), 'Laptop');
  await userEvent.click(screen.getByRole('button', { name: 'Add a passkey' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(/^No passkey was used: it was cancelled/);
});

it('renames a passkey, and leaves it with Escape', async () => {
  show([LAPTOP]);
  await userEvent.click(screen.getByRole('button', { name: 'Rename Laptop' }));
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByLabelText('New name of Laptop')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Rename Laptop' }));
  await userEvent.clear(screen.getByLabelText('New name of Laptop'));
  await userEvent.type(screen.getByLabelText('New name of Laptop'), 'Phone{Enter}');
  await waitFor(() => expect(sent).toEqual([['PUT /api/me/passkeys/AAEC', { name: 'Phone' }]]));
});

it('shows why the last way to sign in is not removed', async () => {
  answers.set('DELETE /api/me/passkeys/AAEC', () =>
    Response.json({ detail: 'Your only way.', code: 'passkey.last-way' }, { status: 409 }),
  );
  show([LAPTOP]);
  await userEvent.click(screen.getByRole('button', { name: 'Remove Laptop' }));
  await userEvent.click(screen.getByRole('button', { name: 'Remove it' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('Your only way.');
});

it('signs in by the button', async () => {
  answers.set('GET /api/me', () => Response.json({ email: 'ada@example.org', tenantId: 't1' }));
  const onSignedIn = vi.fn();
  renderInApp(<PasskeySignIn onSignedIn={onSignedIn} />);
  await userEvent.click(screen.getByRole('button', { name: 'Sign in with a passkey' }));
  await waitFor(() => expect(onSignedIn).toHaveBeenCalled());
  expect(sent.at(-1)?.[0]).toBe('POST /api/sign-in/passkey');
  expect(get.mock.lastCall?.[0].mediation).toBeUndefined();
});

it('offers passkeys in the field of the name where the browser can', async () => {
  Credential.isConditionalMediationAvailable = () => Promise.resolve(true);
  const onSignedIn = vi.fn();
  renderInApp(<PasskeySignIn onSignedIn={onSignedIn} />);
  await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
  expect(get.mock.lastCall?.[0].mediation).toBe('conditional');
  Credential.isConditionalMediationAvailable = () => Promise.resolve(false);
});

it('shows no button where the browser has no passkeys', () => {
  vi.stubGlobal('PublicKeyCredential', undefined);
  renderInApp(<PasskeySignIn />);
  expect(screen.queryByRole('button')).toBeNull();
});
