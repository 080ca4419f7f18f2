import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { ApiProblem } from '../../api/problem';
import type { Plan } from '../../api/types';
import type { PlanState } from '../../runs/usePlan';
import { renderInApp } from '../../testing/render';
import { PlanPreview } from './PlanPreview';

const plan: Plan = {
  version: 1,
  name: 'Sweep',
  recipeHash: 'abcdef0123',
  design: { kind: 'full-factorial', repeats: 1, blocks: 1, generators: [], relation: [] },
  baseline: 1,
  cells: [],
  trials: [],
  effects: [],
  notes: [],
};

const show = (state: Partial<PlanState>) =>
  renderInApp(
    <PlanPreview
      projectId="p1"
      source={{ seedId: 's1', schemaId: 'v1' }}
      state={{ plan, error: null, stale: false, refusal: null, ...state }}
    />,
  );

it('marks the plan of an earlier state of the form, and offers no hash of it', () => {
  show({ stale: 'errors' });
  expect(screen.getByText(/^Out of date/)).toBeVisible();
  expect(screen.queryByRole('button', { name: /recipe hash/ })).toBeNull();
});

it('says so while the server has not answered', () => {
  show({ stale: 'updating' });
  expect(screen.getByText('Updating…')).toBeVisible();
});

it('shows the plan of the form as it is without a mark', () => {
  show({});
  expect(screen.queryByText(/Out of date|Updating/)).toBeNull();
  expect(screen.getByRole('button', { name: /recipe hash/ })).toBeVisible();
});

it('leads to the schema where that is the place to mend what the server refuses', () => {
  const error = new ApiProblem(400, {
    detail: 'Column ‘notes’ is free text.',
    code: 'generation.text-column',
  });
  show({ error, refusal: error });
  expect(screen.getByRole('alert')).toHaveTextContent('Column ‘notes’ is free text.');
  expect(screen.getByRole('link', { name: 'Open the schema' })).toBeVisible();
});

it('leads to the seed where an owner has to say whose rows it has', () => {
  const error = new ApiProblem(409, {
    detail: '‘b.csv’ shares about 98 % of the rows with seed ‘a.csv’.',
    code: 'seed.shares-rows',
  });
  show({ error, refusal: error });
  expect(screen.getByRole('link', { name: 'Open the seed' })).toHaveAttribute(
    'href',
    '/projects/p1/seeding/s1',
  );
});
