import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { renderInApp } from '../../testing/render';
import { SEED } from '../../testing/seeds';
import { SeedCheck } from './SeedCheck';

afterEach(() => vi.unstubAllGlobals());

it('says how the seed was read when it was checked', async () => {
  const notes = ['orte.csv: Line 1 was read as a row.'];
  const findings = { rows: 30, violations: 0, rules: [], notChecked: [], notes, holds: true };
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(findings)));
  renderInApp(<SeedCheck seed={SEED} schema={SEED.profile.schema} />);
  await userEvent.click(screen.getByRole('button', { name: 'Check the seed' }));
  expect(await screen.findByText('orte.csv: Line 1 was read as a row.')).toBeVisible();
  expect(screen.getByText(/30 rows checked/)).toBeVisible();
});
