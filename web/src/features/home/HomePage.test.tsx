import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { runsQuery } from '../../queries/runs';
import { schemasQuery } from '../../queries/schemas';
import { seedsQuery } from '../../queries/seeds';
import { renderPage } from '../../testing/render';
import { FAILED } from '../../testing/runs';
import { expectVerdictFirst } from '../../testing/verdict';
import { HomePage } from './HomePage';
import { projectQuery } from './queries';

it('shows the failed verdict of the latest result before its answer', () => {
  const { container } = renderPage(<HomePage />, '/projects/:projectId', '/projects/p1', [
    [projectQuery('p1').queryKey, { id: 'p1', name: 'Ageing' }],
    [runsQuery('p1').queryKey, [FAILED]],
    [seedsQuery('p1').queryKey, []],
    [schemasQuery('p1').queryKey, []],
  ]);
  expectVerdictFirst(container);
  expect(screen.getByRole('region', { name: 'Result' })).toHaveTextContent(
    /Do not share these rows.*Copula is best/,
  );
});
