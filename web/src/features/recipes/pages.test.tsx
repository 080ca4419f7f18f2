import { it } from 'vitest';
import { artefactsQuery } from '../../queries/artefacts';
import { runParts, runQuery } from '../../queries/runs';
import { onePart, renderPage } from '../../testing/render';
import { FAILED } from '../../testing/runs';
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
