import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SignInWays as Ways } from '../../api/types';
import { SignInWays } from '../../session/SignInWays';
import { renderInApp, renderPage } from '../../testing/render';
import { waysQuery } from '../../queries/me';
import { TwoFactorCard } from './TwoFactorCard';

const OFF: Ways = { hasPassword: true, passkeys: 0, twoFactor: false, recoveryCodesLeft: 0 };
const ON: Ways = { ...OFF, twoFactor: true, recoveryCodesLeft: 10 };
const SETUP = { secret: 'ABCD EFGH', link: 'otpauth://totp/x', picture: '<svg/>' };

const sent: (readonly [string, unknown])[] = [];
const answers = new Map<string, () => Response>();

beforeEach(() => {
  sent.length = 0;
  answers.clear();
  vi.stubGlobal('fetch', async (request: Request) => {
    const name = `${request.method} ${new URL(request.url).pathname}`;
    const text = await request.text();
    if (request.method !== 'GET') sent.push([name, text ? JSON.parse(text) : null]);
    return answers.get(name)?.() ?? Response.json({});
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

const show = (ways: Ways) =>
  renderPage(<TwoFactorCard />, '/account', '/account', [[waysQuery.queryKey, ways]]);

it('shows secret and picture, and after a code the recovery codes, once', async () => {
  answers.set('POST /api/me/two-factor/setup', () => Response.json(SETUP));
  answers.set('POST /api/me/two-factor', () => Response.json({ codes: ['AAAAA-BBBBB', 'CCCCC-DDDDD'] }));
  answers.set('GET /api/me/sign-in-ways', () => Response.json(ON));
  show(OFF);
  await userEvent.click(screen.getByRole('button', { name: 'Set up two-step sign-in' }));
  expect(await screen.findByText('ABCD EFGH')).toBeVisible();
  expect(screen.getByRole('img', { name: /^QR code/ })).toHaveAttribute(
    'src',
    'data:image/svg+xml,%3Csvg%2F%3E',
  );
  await userEvent.type(screen.getByLabelText('Code that the app shows'), '123456{Enter}');
  expect(await screen.findByText('AAAAA-BBBBB')).toBeVisible();
  await waitFor(() => expect(screen.getByText('On')).toBeVisible());
  expect(screen.getByText('CCCCC-DDDDD')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'I have kept them' }));
  expect(screen.queryByText('AAAAA-BBBBB')).toBeNull();
  expect(screen.getByText('10 recovery codes left.')).toBeVisible();
  expect(sent.at(-1)).toEqual(['POST /api/me/two-factor', { code: '123456' }]);
});

it('asks for the password before it is turned off', async () => {
  answers.set('GET /api/me/sign-in-ways', () => Response.json(OFF));
  show(ON);
  await userEvent.click(screen.getByRole('button', { name: 'Turn off' }));
  await userEvent.type(screen.getByLabelText('Your password'), 'correct horse');
  await userEvent.click(screen.getByRole('button', { name: 'Turn off two-step sign-in' }));
  expect(await screen.findByRole('button', { name: 'Set up two-step sign-in' })).toBeVisible();
  expect(sent).toEqual([['POST /api/me/two-factor/off', { password: 'correct horse' }]]);
});

it('asks for a password first where there is none', () => {
  show({ ...OFF, hasPassword: false });
  expect(screen.getByText(/^Set a password first/)).toBeVisible();
  expect(screen.queryByRole('button')).toBeNull();
});

it('asks for a code after the password, or for a recovery code', async () => {
  answers.set('POST /api/sign-in', () =>
    Response.json({ code: 'sign-in.code-needed', detail: 'Enter the code.' }, { status: 401 }),
  );
  answers.set('POST /api/sign-in/code', () => Response.json({ detail: 'Wrong code.' }, { status: 401 }));
  answers.set('GET /api/me', () => Response.json({ email: 'ada@example.org', tenantId: 't1' }));
  const onSignedIn = vi.fn();
  renderInApp(<SignInWays onSignedIn={onSignedIn} />);
  await userEvent.type(screen.getByLabelText('E-mail'), 'ada@example.org');
  await userEvent.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
  const code = await screen.findByLabelText('Code');
  expect(code).toHaveFocus();
  await userEvent.type(code, '123456{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('Wrong code.');
  await userEvent.click(screen.getByRole('button', { name: 'Use a recovery code' }));
  expect(screen.queryByRole('alert')).toBeNull();
  await userEvent.type(screen.getByLabelText('Recovery code'), 'AAAAA-BBBBB{Enter}');
  await waitFor(() => expect(onSignedIn).toHaveBeenCalled());
  expect(sent.at(-1)).toEqual(['POST /api/sign-in/recovery-code', { code: 'AAAAA-BBBBB' }]);
});
