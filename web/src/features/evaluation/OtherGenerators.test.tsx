import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Baseline, Candidate, Comparison, EvaluationReport, Measure } from '../../api/types';
import { renderInApp } from '../../testing/render';
import { OtherGenerators } from './OtherGenerators';

const overall: Measure[] = [
  { name: 'column-shapes', value: 0.982, interval: { low: 0.98, high: 0.984 }, reference: 0.991 },
  { name: 'pair-trends', note: 'One column makes no pair.' },
  { name: 'detection-auc', value: 0.61, interval: { low: 0.59, high: 0.63 }, reference: 0.503 },
];

function report(baselines: readonly Baseline[], parts: Partial<EvaluationReport> = {}): EvaluationReport {
  return {
    version: 5,
    effort: 'full',
    subject: { schemaHash: 'ab', realRows: 9, holdoutRows: 9, syntheticRows: 9, generator: 'trees' },
    verdict: { outcome: 'pass', sentence: '' },
    gates: [],
    kpis: [],
    fidelity: { overall, shapes: [], pairs: [], rules: [], triples: [], subgroups: [] },
    utility: { measures: [], learners: [], importance: [], lostClasses: [] },
    privacy: { claim: 'none', attacks: [] },
    dial: { partial: true, parts: [], advice: '' },
    cost: {},
    baselines: [...baselines],
    notMeasured: [],
    sampled: [],
    warnings: [],
    measures: [],
    ...parts,
  };
}

function comparison(chosen: string, candidates: Candidate[], parts: Partial<Comparison> = {}): Comparison {
  return {
    chosen,
    rule: 'The least loss.',
    trainRows: 1500,
    validationRows: 500,
    targets: ['income'],
    timeLimitSeconds: 600,
    candidates,
    ...parts,
  };
}

const judged = (generator: string, loss: number, replays: boolean): Candidate => ({
  generator,
  seconds: 1,
  utility: 0.95,
  detection: 0.6,
  nearerShare: replays ? 0.7 : 0.505,
  replays,
  loss,
});

const row = (name: RegExp) => screen.getByRole('row', { name });

it('puts the report’s own figures first, with interval and reference, and baselines below', () => {
  renderInApp(
    <OtherGenerators report={report([{ generator: 'copula', columnShapes: 0.971, detectionAuc: 0.84 }])} />,
  );
  const [, own, copula] = screen.getAllByRole('row');
  expect(own).toHaveAccessibleName(
    /^Trees this report 0.982 \[0.980, 0.984\] of 0.991 .* 0.610 \[0.590, 0.630\] · best 0.5, fresh real rows 0.503$/,
  );
  expect(copula).toHaveAccessibleName(
    'Copula 0.971 Not measured: One column makes no pair. 0.840 · best 0.5',
  );
});

it('says why a baseline has no figures', () => {
  const refused = { generator: 'independent', note: 'Refused: too-few-rows.' };
  renderInApp(<OtherGenerators report={report([refused])} />);
  expect(within(row(/^Independent/)).getAllByText('Not measured')).toHaveLength(3);
  expect(row(/^Independent/)).toHaveTextContent('Refused: too-few-rows.');
});

it('keeps a note about detection to detection', () => {
  const small = { generator: 'copula', columnShapes: 0.9, note: 'Too few rows to tell apart.' };
  renderInApp(<OtherGenerators report={report([small])} />);
  expect(row(/^Copula/)).toHaveAccessibleName(
    'Copula 0.900 Not measured: One column makes no pair. Not measured: Too few rows to tell apart.',
  );
});

it('says why a figure of its own is missing where the report lists it as not measured', () => {
  const fidelity = { ...report([]).fidelity, overall: [] };
  const notMeasured = [{ name: 'detection-auc', reason: 'It needs 60 rows of each table.', blocks: false }];
  renderInApp(
    <OtherGenerators
      report={report([{ generator: 'copula', columnShapes: 0.9 }], { fidelity, notMeasured })}
    />,
  );
  expect(row(/^Trees this report/)).toHaveAccessibleName(
    'Trees this report Not measured Not measured Not measured: It needs 60 rows of each table.',
  );
});

it('says that nothing was run, and why after a quick look', () => {
  renderInApp(<OtherGenerators report={report([], { effort: 'quick' })} />);
  expect(screen.getByText(/a quick evaluation fits no other generator/)).toBeVisible();
  expect(screen.queryByRole('table')).not.toBeInTheDocument();
});

it('says how much nearer a candidate is than independent columns, and over how many splits', () => {
  const several = { ...judged('trees', 0.1, false), splits: 4, excessInterval: { low: -0.01, high: 0.03 } };
  renderInApp(<OtherGenerators report={report([], { comparison: comparison('trees', [several]) })} />);
  expect(screen.getByText(/means over up to 4 such splits of the seed/)).toBeVisible();
  expect(row(/^Trees/)).toHaveTextContent('−0.010 to 0.030 above independent columns, no replay');
});

it('says of each candidate why it was chosen, passed over or not tried', () => {
  const late = { generator: 'arn', seconds: 0, note: 'Not tried: the time limit was reached.' };
  const candidates = [
    judged('copula', 0.2, false),
    judged('trees', 0.1, false),
    judged('mst', 0.05, true),
    late,
  ];
  renderInApp(<OtherGenerators report={report([], { comparison: comparison('trees', candidates) })} />);
  expect(screen.getByRole('heading', { name: 'Trees was chosen' })).toBeVisible();
  expect(
    screen.getByText(
      /1,500 seed rows and was judged on 500 others. Utility is measured by predicting income/,
    ),
  ).toBeVisible();
  expect(row(/^Trees/)).toHaveAccessibleName(
    'Trees 0.950 of 1 0.600 · best 0.5 0.505 · 0.5 by chance, no replay Chosen: it has the smallest loss, 0.100.',
  );
  expect(row(/^Copula/)).toHaveTextContent('Not chosen: loss 0.200.');
  expect(row(/^Mst/)).toHaveAccessibleName(
    /0.700 · 0.5 by chance, replays Not chosen: it replays its seed.$/,
  );
  expect(row(/^Arn/)).toHaveAccessibleName(
    'Arn Not measured Not measured Not measured Not tried: the time limit was reached.',
  );
});

it('says that the least replay was taken where all replay', () => {
  const candidates = [judged('copula', 0.2, true), judged('trees', 0.1, true)];
  renderInApp(<OtherGenerators report={report([], { comparison: comparison('copula', candidates) })} />);
  expect(row(/^Copula/)).toHaveTextContent(
    'Chosen: every candidate replays its seed, and this one does it least.',
  );
  expect(row(/^Trees/)).toHaveTextContent('Not chosen: it replays its seed at least as much.');
});

it('says why one was taken untried', () => {
  const only = { generator: 'copula', seconds: 0, note: 'There is no other candidate.' };
  const untried = comparison('copula', [only], { trainRows: 0, validationRows: 0, targets: [] });
  renderInApp(<OtherGenerators report={report([], { comparison: untried })} />);
  expect(screen.getByText('No candidate was tried.')).toBeVisible();
  expect(row(/^Copula/)).toHaveTextContent('Chosen. There is no other candidate.');
});

it('says why utility was not measured where the others were', () => {
  const blind = { ...judged('copula', 0.1, false), utility: null };
  const untargeted = comparison('copula', [blind], { targets: [] });
  renderInApp(<OtherGenerators report={report([], { comparison: untargeted })} />);
  expect(row(/^Copula/)).toHaveTextContent('Not measured: no column can be predicted from real rows.');
});
