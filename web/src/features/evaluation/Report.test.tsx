import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderInApp } from '../../testing/render';
import { reportQuery } from './queries';
import { Report } from './Report';

it('says that an earlier version wrote a report, instead of showing its figures as today’s', () => {
  const old = {
    version: 3,
    subject: {},
    verdict: { outcome: 'pass', sentence: 'Keeps 98 % of the usefulness of real rows.' },
    kpis: [],
    dial: { parts: [] },
  };
  renderInApp(<Report runId="r1" trial="c1-r1" summary={null} />, [
    [reportQuery('r1', 'c1-r1').queryKey, old],
  ]);
  expect(screen.getByRole('heading', { name: 'An earlier version wrote this report' })).toBeVisible();
  expect(screen.queryByText(/98 %/)).toBeNull();
});
