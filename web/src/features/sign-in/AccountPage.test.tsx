import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Me, Usage } from '../../api/types';
import { renderPage } from '../../testing/render';
import { AccountPage } from './AccountPage';
import { passkeysQuery, sessionsQuery, usageQuery } from './queries';
import { meQuery, waysQuery } from '../../queries/me';

const ME: Me = { email: 'ada@example.org', role: 'owner', tenant: 'Acme', tenantId: 't1', hasPassword: true };

const USAGE: Usage = {
  storedBytes: { used: 1_500_000, allowed: 100_000_000 },
  seeds: { used: 12, allowed: 2000 },
  openTrials: { used: 0, allowed: 2000 },
};

const show = (me: Me) =>
  renderPage(<AccountPage />, '/account', '/account', [
    [meQuery.queryKey, me],
    [usageQuery.queryKey, USAGE],
    [sessionsQuery.queryKey, []],
    [passkeysQuery.queryKey, []],
    [waysQuery.queryKey, { hasPassword: true, passkeys: 0, twoFactor: false, recoveryCodesLeft: 0 }],
  ]);

it('shows what the organisation uses beside what it may use', () => {
  show(ME);
  const region = screen.getByRole('region', { name: 'What your organisation uses' });
  expect(region).toHaveTextContent('Stored files1.5 MB of 100.0 MB');
  expect(region).toHaveTextContent('Seeds12 of 2,000');
  expect(screen.getByRole('progressbar', { name: 'Seeds' })).toHaveAttribute('aria-valuenow', '1');
});

it('does not ask for it on behalf of a reviewer', () => {
  show({ ...ME, role: 'reviewer' });
  expect(screen.queryByRole('region', { name: 'What your organisation uses' })).toBeNull();
});

it('links to the licences of the software in it', () => {
  show(ME);
  expect(screen.getByRole('link', { name: 'software of others' })).toHaveAttribute(
    'href',
    '/THIRD-PARTY-NOTICES.txt',
  );
});
