import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { artefactsQuery } from '../../queries/artefacts';
import { meQuery } from '../../queries/me';
import { doneRunParts, runQuery } from '../../queries/runs';
import { onePart, renderPage } from '../../testing/render';
import { FAILED } from '../../testing/runs';
import { expectVerdictFirst } from '../../testing/verdict';
import { EvidencePage } from './EvidencePage';
import { PackPage } from './PackPage';

const SIGNED_OUT = [meQuery.queryKey, null] as const;

it('shows a failed verdict first on the page of a pack', () => {
  const { container } = renderPage(
    <PackPage />,
    '/projects/:projectId/evidence/:runId',
    '/projects/p1/evidence/r1',
    [[runQuery('r1').queryKey, FAILED], [artefactsQuery('r1').queryKey, []], SIGNED_OUT],
  );
  expectVerdictFirst(container);
});

it('marks a pack whose verdict failed in the list of packs', () => {
  const { container } = renderPage(
    <EvidencePage />,
    '/projects/:projectId/evidence',
    '/projects/p1/evidence',
    [[doneRunParts('p1').queryKey, onePart([FAILED])], SIGNED_OUT],
  );
  expect(screen.getByText('Fail')).toBeVisible();
  expect(container.innerHTML).not.toMatch(/\b(bg|text|border)-pass/);
});
