import { it } from 'vitest';
import { runQuery } from '../../queries/runs';
import { schemaQuery } from '../../queries/schemas';
import { renderPage } from '../../testing/render';
import { FAILED } from '../../testing/runs';
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
