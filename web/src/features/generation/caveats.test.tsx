import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { cardQuery } from '../../queries/cards';
import { runQuery } from '../../queries/runs';
import { schemaQuery } from '../../queries/schemas';
import { renderPage } from '../../testing/render';
import { finished } from '../../testing/runs';
import { RunPage } from './RunPage';

it('shows on the page of a finished run what a reader must know before relying on it', () => {
  const caveats = ['One repeat tells no spread.', 'The target was never rare.'];
  renderPage(<RunPage />, '/projects/:projectId/generation/:runId', '/projects/p1/generation/r1', [
    [runQuery('r1').queryKey, finished()],
    [schemaQuery('v1').queryKey, { name: 'strikes', number: 1, hash: 'abcdef0123' }],
    [cardQuery('r1').queryKey, { caveats }],
  ]);
  expect(screen.getByText('Before you rely on it')).toBeVisible();
  for (const caveat of caveats) expect(screen.getByText(caveat)).toBeVisible();
});
