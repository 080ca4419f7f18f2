import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Cost, Dial, EvaluationReport } from '../../api/types';
import { renderInApp } from '../../testing/render';
import { AttackTests } from './AttackTests';
import { CostSection } from './CostSection';
import { DialSection } from './DialSection';
import { GroupsAndTriples } from './GroupsAndTriples';
import { Learners } from './Learners';
import { PrivacySection } from './PrivacySection';

const dial: Dial = {
  value: 24,
  interval: { low: 18, high: 30 },
  partial: false,
  advice: 'Accumulate.',
  parts: [
    {
      name: 'tails',
      score: 38,
      interval: { low: 30, high: 46 },
      weight: 0.12,
      explanation: 'Rare cases that are still there.',
      figures: [{ name: 'rare-levels', value: 0.67, fresh: 0.81 }],
    },
    {
      name: 'self-consumption',
      score: 58,
      weight: 0.15,
      explanation: 'How fast the dial rises.',
      figures: [
        { name: 'replace-1', value: 15, fresh: 0 },
        { name: 'replace-2', value: 41, fresh: 0 },
        { name: 'accumulate-1', value: 15, fresh: 0 },
        { name: 'accumulate-2', value: 23, fresh: 0 },
      ],
    },
  ],
};

const cost: Cost = {
  fitSeconds: 2,
  sampleSeconds: 1,
  cpuSeconds: 5,
  gpuSeconds: 0,
  peakMemoryBytes: 1_000_000,
  bytes: 2_000_000,
  kilowattHours: 0.5,
  money: 0.25,
  secondsPerThousandRows: 0.1,
  prices: { name: 'Ours', date: '2026-05-04', currency: 'GBP' },
  perThousandRows: { cpuSeconds: 0.5, gpuSeconds: 0, kilowattHours: 0.05, money: 0.025 },
};

it('shows every figure behind a part beside what fresh rows show', () => {
  renderInApp(<DialSection dial={dial} chosen="tails" />);
  const row = screen.getByRole('row', { name: /Rare levels/ });
  expect(within(row).getByText('0.67')).toBeVisible();
  expect(within(row).getByText('0.81')).toBeVisible();
  expect(screen.getByText(/\[30, 46\], weight 0.12/)).toBeVisible();
});

it('says where replacing and keeping real rows in lead, and has them as a table', async () => {
  renderInApp(<DialSection dial={dial} chosen={null} />);
  expect(screen.getByRole('img')).toHaveAccessibleName(
    'After 2 generations the dial reads 41 if each generation replaces the rows before it, ' +
      'and 23 if real rows are kept.',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Show table: Training on its own rows' }));
  expect(screen.getByRole('row', { name: '2 41 23' })).toBeVisible();
});

it('says why the probe was not run', () => {
  const parts = dial.parts.map((part) => ({ ...part, score: null, figures: [] }));
  renderInApp(<DialSection dial={{ ...dial, partial: true, parts }} chosen={null} />);
  expect(screen.getByText(/only a deep evaluation on the command line measures it/)).toBeVisible();
});

it('prices a run and a thousand rows by a dated file', () => {
  renderInApp(<CostSection cost={cost} whole={undefined} />);
  expect(screen.getByText('Prices of 2026-05-04: Ours')).toBeVisible();
  expect(screen.getByRole('row', { name: 'Money, estimated 0.25 GBP 0.025 GBP' })).toBeVisible();
  expect(screen.getByRole('row', { name: 'Electricity, estimated 0.5 kWh 0.05 kWh' })).toBeVisible();
});

it('says not measured where nothing was', () => {
  renderInApp(<CostSection cost={{}} whole={undefined} />);
  expect(within(screen.getByRole('row', { name: /^Money/ })).getAllByText('Not measured')).toHaveLength(2);
});

it('names the worst group and the ratio of each learner with their intervals', () => {
  const fidelity: EvaluationReport['fidelity'] = {
    overall: [],
    shapes: [],
    pairs: [],
    rules: [],
    triples: [{ first: 'a', second: 'b', third: 'c', value: 0.8, reference: 0.9 }],
    subgroups: [
      {
        column: 'sex',
        level: 'Female',
        realRows: 120,
        syntheticRows: 90,
        value: 0.7,
        interval: { low: 0.6, high: 0.8 },
        reference: 0.9,
      },
    ],
  };
  renderInApp(<GroupsAndTriples fidelity={fidelity} />);
  expect(
    screen.getByRole('row', { name: /Female sex 120 90 0.700 \[0.600, 0.800\] of 0.900/ }),
  ).toBeVisible();
  expect(screen.getByText('a × b × c')).toBeVisible();
});

it('gives each learner its ratio', () => {
  const ratio = { name: 'ratio', value: 0.95, interval: { low: 0.9, high: 1 } };
  const setups = [{ setup: 'tstr' as const, scores: [{ name: 'auc', value: 0.9 }] }];
  renderInApp(
    <Learners
      utility={{
        measures: [],
        learners: [{ learner: 'linear', ratio, setups }],
        importance: [],
        lostClasses: [],
      }}
    />,
  );
  expect(screen.getByRole('row', { name: /Linear 0.950 \[0.900, 1.000\]/ })).toBeVisible();
});

it('warns where planted leaks went unseen', () => {
  const plants = [
    {
      share: 0.01,
      kind: 'word for word',
      attack: 'exact-copies',
      estimate: 0,
      interval: { low: 0, high: 0.1 },
      found: false,
    },
  ];
  renderInApp(
    <AttackTests
      privacy={{ claim: 'none', attacks: [], selfTest: { outcome: 'invalid', plants, sensitivity: '' } }}
    />,
  );
  expect(screen.getByText(/proves nothing/)).toBeVisible();
  expect(screen.getByRole('row', { name: /Exact copies 1 % .* no/ })).toBeVisible();
});

it('says of which figure an attack’s own limit is, beside a success above it', () => {
  const attack = {
    name: 'near-copies',
    question: 'Does the table hold near copies?',
    verdict: 'pass' as const,
    estimate: -0.018,
    interval: { low: -0.042, high: 0.004 },
    success: 0.007,
    control: 0.014,
    limit: 0.001,
    details: [],
  };
  renderInApp(<PrivacySection privacy={{ claim: 'none', attacks: [attack] }} />);
  expect(screen.getByText(/success 0.7 %/)).toHaveTextContent(
    'success 0.7 %, control 1.4 %; fails where the whole interval lies above 0.1 %',
  );
});

it('shows no empty table for a part that has no figures', () => {
  const [tails] = dial.parts;
  if (!tails) throw new Error('The part is missing.');
  renderInApp(<DialSection dial={{ ...dial, parts: [{ ...tails, figures: [] }] }} chosen={null} />);
  expect(screen.queryByRole('table')).toBeNull();
});
