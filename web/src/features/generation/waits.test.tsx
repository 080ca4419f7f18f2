import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { runQuery } from '../../queries/runs';
import { schemaQuery } from '../../queries/schemas';
import { renderPage } from '../../testing/render';
import { WAITING } from '../../testing/runs';
import { RunPage } from './RunPage';

it('says why a run waits, since when, and what to do', () => {
  renderPage(<RunPage />, '/projects/:projectId/generation/:runId', '/projects/p1/generation/r1', [
    [runQuery('r1').queryKey, WAITING],
    [schemaQuery('v1').queryKey, { name: 'strikes', number: 1, hash: 'abcdef0123' }],
  ]);
  const said = screen.getByText(/^The run waits since 1 Dec, \d\d:\d\d\. The server's disk is full\.$/);
  expect(said.closest('[role="status"]')).toHaveTextContent('Ask the administrator to free some space.');
  expect(screen.getByText('Waiting')).toBeVisible();
  expect(screen.queryByText('Running')).toBeNull();
});
