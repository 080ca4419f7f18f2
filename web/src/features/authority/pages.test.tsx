import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Me } from '../../api/types';
import { meQuery } from '../../queries/me';
import { renderPage } from '../../testing/render';
import { AllowPage } from './AllowPage';
import { DevicePage } from './DevicePage';

const ADA: Me = {
  email: 'ada@example.org',
  role: 'engineer',
  tenant: 'Acme',
  tenantId: 't1',
  hasPassword: true,
};

const ASKED = '/allow?client_id=aethergen-cli&state=s&code_challenge=abc';

const hidden = (container: HTMLElement) =>
  [...container.querySelectorAll<HTMLInputElement>('input[type=hidden]')].map(({ name, value }) => [
    name,
    value,
  ]);

it('asks before the command line works in a person’s name, and passes on what it asked', () => {
  const { container } = renderPage(<AllowPage />, '/allow', ASKED, [[meQuery.queryKey, ADA]]);
  expect(screen.getByText(/as ada@example.org in Acme, with your role: engineer/)).toBeVisible();
  expect(container.querySelector('form')).toHaveAttribute('action', '/connect/authorize');
  expect(hidden(container)).toEqual([
    ['client_id', 'aethergen-cli'],
    ['state', 's'],
    ['code_challenge', 'abc'],
  ]);
  expect(screen.getByRole('button', { name: 'Allow' })).toHaveAttribute('value', 'allow');
  expect(screen.getByRole('button', { name: 'Refuse' })).toHaveAttribute('value', 'deny');
});

it('leads a person who is not signed in through the sign-in page and back', () => {
  const { router } = renderPage(<AllowPage />, '/allow', ASKED, [[meQuery.queryKey, null]]);
  expect(router.state.location.pathname).toBe('/sign-in');
  expect(new URLSearchParams(router.state.location.search).get('next')).toBe(ASKED);
});

it('does not ask for a link that is not the command line’s', () => {
  renderPage(<AllowPage />, '/allow', '/allow?client_id=other', [[meQuery.queryKey, ADA]]);
  expect(screen.getByRole('heading', { name: 'Nothing to allow' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Allow' })).toBeNull();
});

it('shows the code of a device, and says when nobody shows it', () => {
  renderPage(<DevicePage />, '/device', '/device?user_code=ABCD-EFGH&unknown=1', [[meQuery.queryKey, ADA]]);
  expect(screen.getByLabelText('Code')).toHaveValue('ABCD-EFGH');
  expect(screen.getByText(/This code is wrong or has expired/)).toBeVisible();
});

it('says when the device is let in', () => {
  renderPage(<DevicePage />, '/device', '/device?done=1', [[meQuery.queryKey, ADA]]);
  expect(screen.getByRole('status')).toHaveTextContent('Go back to the command line');
});
