import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { runQuery } from '../../queries/runs';
import { renderPage } from '../../testing/render';
import { finished } from '../../testing/runs';
import { ReportPage } from './ReportPage';

it('marks a run whose trials all failed as one without a verdict, before that it finished', () => {
  renderPage(<ReportPage />, '/projects/:projectId/evaluation/:runId', '/projects/p1/evaluation/r1', [
    [runQuery('r1').queryKey, finished()],
  ]);
  const verdict = screen.getByText('No verdict');
  expect(verdict.compareDocumentPosition(screen.getByText('Finished'))).toBe(
    Node.DOCUMENT_POSITION_FOLLOWING,
  );
});
