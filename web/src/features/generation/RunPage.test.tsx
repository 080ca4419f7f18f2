import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Run } from '../../api/types';
import { runQuery } from '../../queries/runs';
import { schemaQuery } from '../../queries/schemas';
import { renderPage } from '../../testing/render';
import { FAILED, RUNNING } from '../../testing/runs';
import { expectVerdictFirst } from '../../testing/verdict';
import { RunPage } from './RunPage';

const PATH = '/projects/:projectId/generation/:runId';

it('shows the failed verdict of a finished run first', () => {
  const { container } = renderPage(<RunPage />, PATH, '/projects/p1/generation/r1', [
    [runQuery('r1').queryKey, FAILED],
    [schemaQuery('v1').queryKey, { name: 'strikes', number: 1, hash: 'abcdef0123' }],
  ]);
  expectVerdictFirst(container);
});

const refused: Run = {
  ...RUNNING,
  status: 'refused',
  ended: true,
  problemCode: 'privacy.no-domain',
  problemMessage: 'The schema does not declare the levels of column \'town\' public. ("domain": "public")',
};

it('says in the words of the web why a run was refused, and deletes it after asking', async () => {
  const sent: string[] = [];
  vi.stubGlobal('fetch', (request: Request) => {
    sent.push(`${request.method} ${new URL(request.url).pathname}`);
    return Promise.resolve(new Response(null, { status: 204 }));
  });
  const { router } = renderPage(<RunPage />, PATH, '/projects/p1/generation/r1', [
    [runQuery('r1').queryKey, refused],
    [schemaQuery('v1').queryKey, { name: 'strikes', number: 1, hash: 'abcdef0123' }],
  ]);
  expect(screen.getByText(/set “Bounds and levels come from” to “Public knowledge”/)).toBeVisible();
  expect(screen.getByText(/column “town”/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Delete run' }));
  await userEvent.click(screen.getByRole('button', { name: 'Delete the run' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/projects/p1/generation'));
  expect(sent).toContain('DELETE /api/runs/r1');
  vi.unstubAllGlobals();
});

it('says what reading the seed had to say', () => {
  const notes = ['strikes.csv: The file was read as windows-1252.'];
  renderPage(<RunPage />, PATH, '/projects/p1/generation/r1', [
    [runQuery('r1').queryKey, { ...FAILED, notes }],
    [schemaQuery('v1').queryKey, { name: 'strikes', number: 1, hash: 'abcdef0123' }],
  ]);
  expect(screen.getByRole('region', { name: 'How the seed was read' })).toHaveTextContent(notes[0] ?? '');
});
