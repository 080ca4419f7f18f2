import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Run } from '../api/types';
import { renderInApp } from '../testing/render';
import { RunList } from './RunList';

const run: Run = {
  id: 'r1',
  projectId: 'p1',
  seedId: 's1',
  schemaId: 'v1',
  name: 'Strikes',
  owner: 'ada@example.org',
  createdAt: new Date().toISOString(),
  status: 'running',
  stage: 'sampling',
  ended: false,
  needsGpu: false,
  recipe: {
    version: 1,
    name: 'Strikes',
    data: { seed: 'strikes.csv', holdoutShare: 0.3 },
    base: { generator: 'auto', seed: 1, options: {} },
    factors: { generator: ['independent', 'copula'] },
    repeats: 1,
  },
};

const summary = {
  version: 1,
  name: 'Strikes',
  answer: 'Copula is best.',
  recipeHash: 'a',
  schemaHash: 'b',
  datasetVersion: 'c',
  epsilon: 'none',
  trials: [],
  cells: [],
  cost: { wallSeconds: 1, cpuSeconds: 1, peakMemoryBytes: 1 },
  software: 'aethergen 0.1.0',
};

function row() {
  return within(screen.getByRole('listitem'));
}

describe('a run in a list', () => {
  it('says its name, state, generators, ε, age and owner', () => {
    renderInApp(<RunList runs={[run]} label="Runs" />);
    expect(row().getByRole('link', { name: 'Strikes' })).toHaveAttribute(
      'href',
      '/projects/p1/generation/r1',
    );
    expect(row().getByText('Running')).toBeVisible();
    expect(row().getByText('Independent, Copula')).toBeVisible();
    expect(row().getByText('ε none')).toBeVisible();
    expect(row().getByText('just now')).toBeVisible();
    expect(row().getByText('ada@example.org')).toBeVisible();
  });

  it('says in words how far it is', () => {
    renderInApp(<RunList runs={[run]} label="Runs" />);
    expect(row().getByRole('img')).toHaveAccessibleName(
      'Seeding done, Fitting done, Sampling in progress, Evaluation not started, Evidence not started',
    );
  });

  it('shows the utility with its interval once it is done, and leads to the report', () => {
    const kpi = {
      name: 'utility',
      value: 0.961,
      interval: { low: 0.94, high: 0.98 },
      verdict: 'pass',
      limit: '≥ 0.90',
    } as const;
    renderInApp(
      <RunList
        runs={[{ ...run, status: 'done', stage: 'done', ended: true, summary: { ...summary, kpis: [kpi] } }]}
        label="Runs"
      />,
    );
    expect(row().getByText('96.1 %')).toBeVisible();
    expect(row().getByText(/\[94\.0 %, 98\.0 %\]/)).toBeVisible();
    expect(row().getByRole('link')).toHaveAttribute('href', '/projects/p1/evaluation/r1');
  });

  it('says why it was refused', () => {
    renderInApp(
      <RunList
        runs={[{ ...run, status: 'refused', ended: true, problemMessage: 'The seed is empty.' }]}
        label="Runs"
      />,
    );
    expect(row().getByText('The seed is empty.')).toBeVisible();
    expect(row().getByRole('img')).toHaveAccessibleName(/Sampling stopped here/);
  });
});
