import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { doneRunParts, runParts } from '../../queries/runs';
import { schemaParts } from '../../queries/schemas';
import { seedParts } from '../../queries/seeds';
import { onePart, renderPage } from '../../testing/render';
import { FAILED } from '../../testing/runs';
import { expectVerdictFirst } from '../../testing/verdict';
import { HomePage } from './HomePage';
import { projectQuery } from './queries';

it('shows the failed verdict of the latest result before its answer', () => {
  const { container } = renderPage(<HomePage />, '/projects/:projectId', '/projects/p1', [
    [projectQuery('p1').queryKey, { id: 'p1', name: 'Ageing' }],
    [runParts('p1').queryKey, onePart([FAILED])],
    [doneRunParts('p1').queryKey, onePart([FAILED])],
    [seedParts('p1').queryKey, onePart([])],
    [schemaParts('p1').queryKey, onePart([])],
  ]);
  expectVerdictFirst(container);
  expect(screen.getByRole('region', { name: 'Result' })).toHaveTextContent(
    /Do not share these rows.*Copula is best/,
  );
});
