import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { waysQuery } from '../queries/me';
import { renderInApp } from '../testing/render';
import { FirstWayNotice } from './FirstWayNotice';

const NONE = { hasPassword: false, passkeys: 0, twoFactor: false, recoveryCodesLeft: 0 };
const REGION = { name: 'Your own way to sign in' };

afterEach(() => sessionStorage.clear());

it('leads whoever has no way of their own to the account page', () => {
  renderInApp(<FirstWayNotice />, [[waysQuery.queryKey, NONE]]);
  expect(screen.getByRole('link', { name: 'Set one now' })).toHaveAttribute('href', '/account');
});

it('stays away for this tab once it is put off', async () => {
  const { unmount } = renderInApp(<FirstWayNotice />, [[waysQuery.queryKey, NONE]]);
  await userEvent.click(screen.getByRole('button', { name: 'Later' }));
  expect(screen.queryByRole('region', REGION)).toBeNull();
  unmount();
  renderInApp(<FirstWayNotice />, [[waysQuery.queryKey, NONE]]);
  expect(screen.queryByRole('region', REGION)).toBeNull();
});

it.each([
  { ...NONE, passkeys: 1 },
  { ...NONE, hasPassword: true },
])('is not shown where there is one', (ways) => {
  renderInApp(<FirstWayNotice />, [[waysQuery.queryKey, ways]]);
  expect(screen.queryByRole('region', REGION)).toBeNull();
});
