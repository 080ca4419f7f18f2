import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Run } from '../../api/types';
import { artefactsQuery } from '../../queries/artefacts';
import { runParts, runQuery } from '../../queries/runs';
import { onePart, renderPage } from '../../testing/render';
import { FAILED, RUNNING } from '../../testing/runs';
import { expectVerdictFirst } from '../../testing/verdict';
import { analysisQuery, recipesQuery, trialsQuery } from './queries';
import { RecipePage } from './RecipePage';
import { RecipesPage } from './RecipesPage';

it('shows a failed verdict first on the page of a recipe', () => {
  const { container } = renderPage(
    <RecipePage />,
    '/projects/:projectId/recipes/:runId',
    '/projects/p1/recipes/r1',
    [
      [runQuery('r1').queryKey, FAILED],
      [trialsQuery('r1').queryKey, []],
      [analysisQuery('r1').queryKey, { measures: [], notes: [] }],
      [artefactsQuery('r1').queryKey, []],
    ],
  );
  expectVerdictFirst(container);
});

it('shows a failed verdict first in the list of recipes', () => {
  const { container } = renderPage(<RecipesPage />, '/projects/:projectId/recipes', '/projects/p1/recipes', [
    [runParts('p1').queryKey, onePart([FAILED])],
    [recipesQuery('p1').queryKey, []],
  ]);
  expectVerdictFirst(container);
});

const REFUSED: Run = {
  ...RUNNING,
  status: 'refused',
  ended: true,
  problemCode: 'privacy.no-domain',
  problemMessage: 'The schema does not declare the levels of column \'town\' public. ("domain": "public")',
};

it('says on the page of a refused recipe in the words of the web why, and where it is mended', () => {
  renderPage(<RecipePage />, '/projects/:projectId/recipes/:runId', '/projects/p1/recipes/r1', [
    [runQuery('r1').queryKey, REFUSED],
    [trialsQuery('r1').queryKey, []],
    [analysisQuery('r1').queryKey, { measures: [], notes: [] }],
  ]);
  expect(screen.getByRole('alert')).toHaveTextContent(
    'set “Bounds and levels come from” to “Public knowledge”',
  );
  expect(screen.queryByText(/"domain"/)).toBeNull();
  expect(screen.getByRole('link', { name: 'Open the schema' })).toHaveAttribute(
    'href',
    '/projects/p1/schemas/v1?column=town',
  );
  expect(screen.getByText('No trial gave a result.')).toBeVisible();
});

it('says in the list of recipes in the words of the web why one was refused', () => {
  renderPage(<RecipesPage />, '/projects/:projectId/recipes', '/projects/p1/recipes', [
    [runParts('p1').queryKey, onePart([REFUSED])],
    [recipesQuery('p1').queryKey, []],
  ]);
  expect(screen.getByText(/set “Bounds and levels come from” to “Public knowledge”/)).toBeVisible();
  expect(screen.queryByText(/"domain"/)).toBeNull();
});
