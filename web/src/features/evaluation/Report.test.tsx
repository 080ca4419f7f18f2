import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { EvaluationReport } from '../../api/types';
import { describeMeasures } from '../../measures/measures';
import { renderInApp } from '../../testing/render';
import { reportQuery } from './queries';
import { Report } from './Report';

const report: EvaluationReport = {
  version: 5,
  effort: 'full',
  subject: { schemaHash: 'ab', realRows: 9, holdoutRows: 9, syntheticRows: 9 },
  verdict: { outcome: 'pass', sentence: 'Passes every gate.' },
  gates: [],
  kpis: [],
  fidelity: { overall: [], shapes: [], pairs: [], rules: [], triples: [], subgroups: [] },
  utility: { measures: [], learners: [], importance: [], lostClasses: [] },
  privacy: { claim: 'none', attacks: [] },
  dial: { partial: true, parts: [], advice: '' },
  cost: {},
  baselines: [],
  notMeasured: [],
  sampled: [],
  warnings: [],
  measures: [],
};

/** jsdom lays nothing out, so nothing scrolls. */
Element.prototype.scrollIntoView ??= () => undefined;

/** Adding a section is a step of the evaluation alone: no file of the web names one. */
it('shows a section that it has never heard of', async () => {
  describeMeasures({
    measures: [
      {
        key: 'energy.balance',
        title: 'Energy balance',
        question: 'Does as much go in as comes out?',
        meaning: '1 − the mean difference.',
        unit: '',
        better: 'higher',
        section: 'energy',
        name: 'balance',
      },
    ],
    keyFigures: [],
    estimands: [],
  });
  const sections = [
    {
      name: 'energy',
      title: 'Energy',
      text: 'What goes in and what comes out.',
      measures: [{ name: 'balance', value: 0.75, reference: 0.9 }],
      tables: [
        {
          title: 'By source',
          columns: ['Source', 'In', 'Out'],
          rows: [{ name: 'Sun', values: [0.5, null] }],
        },
      ],
    },
  ];
  renderInApp(<Report runId="r1" trial="c1-r1" summary={null} />, [
    [reportQuery('r1', 'c1-r1').queryKey, { ...report, sections }],
  ]);
  await userEvent.click(screen.getByRole('tab', { name: 'Energy' }));
  expect(screen.getByText('What goes in and what comes out.')).toBeVisible();
  expect(screen.getByText('Does as much go in as comes out?')).toBeVisible();
  expect(screen.getByText(/of 0\.900/)).toBeVisible();
  expect(screen.getByRole('row', { name: /Sun 0\.500 Not measured/ })).toBeVisible();
});

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
