import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Run } from '../../api/types';
import { renderPage } from '../../testing/render';
import { FAILED } from '../../testing/runs';
import { RunsPage } from './RunsPage';

afterEach(() => vi.unstubAllGlobals());

it('shows the first runs, and the others when asked', async () => {
  const runs: Run[] = Array.from({ length: 70 }, (_, place) => ({
    ...FAILED,
    id: `r${place}`,
    name: `Run ${place}`,
  }));
  vi.stubGlobal('fetch', (request: Request) => {
    const query = new URL(request.url).searchParams;
    const offset = Number(query.get('offset'));
    return Promise.resolve(Response.json(runs.slice(offset, offset + Number(query.get('limit')))));
  });
  renderPage(<RunsPage />, '/projects/:projectId/generation', '/projects/p1/generation');

  expect(await screen.findByText('Run 49')).toBeVisible();
  expect(screen.queryByText('Run 50')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Show more runs' }));

  expect(await screen.findByText('Run 69')).toBeVisible();
  expect(screen.getByText('Run 0')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Show more runs' })).toBeNull();
});
