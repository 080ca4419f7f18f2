import { screen } from '@testing-library/react';
import { expect } from 'vitest';
import { REASON } from './runs';

/** Expects the reason of the failed verdict on the page, before the mark of the state, and nothing green. */
export function expectVerdictFirst(container: HTMLElement) {
  const [reason] = screen.getAllByText(REASON);
  expect(reason).toBeVisible();
  const [fail] = screen.getAllByText('Fail');
  const [done] = screen.getAllByText('Finished');
  if (!fail || !done) throw new Error('A mark is missing.');
  expect(fail.compareDocumentPosition(done)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  expect(container.innerHTML).not.toMatch(/\b(bg|text|border)-pass/);
}
