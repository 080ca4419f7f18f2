import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderInApp } from '../testing/render';
import { FAILED, finished, REASON, RUNNING, WAITING } from '../testing/runs';
import { expectVerdictFirst } from '../testing/verdict';
import { RunList } from './RunList';
import { RunResult } from './RunVerdict';

function row() {
  return within(screen.getByRole('listitem'));
}

describe('a run in a list', () => {
  it('says its name, state, generators, ε, age and owner', () => {
    renderInApp(<RunList runs={[RUNNING]} label="Runs" />);
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
    renderInApp(<RunList runs={[RUNNING]} label="Runs" />);
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
    renderInApp(<RunList runs={[finished({ kpis: [kpi] })]} label="Runs" />);
    expect(row().getByText('96.1 %')).toBeVisible();
    expect(row().getByText(/\[94\.0 %, 98\.0 %\]/)).toBeVisible();
    expect(row().getByRole('link')).toHaveAttribute('href', '/projects/p1/evaluation/r1');
  });

  it('puts a failed verdict with its reason before the state, and has no green mark', () => {
    const { container } = renderInApp(<RunList runs={[FAILED]} label="Runs" />);
    expectVerdictFirst(container);
    expect(row().getByText(REASON)).toBeVisible();
  });

  it('says that there is no verdict where a run of an earlier version has none', () => {
    renderInApp(<RunList runs={[finished()]} label="Runs" />);
    expect(row().getByText('No verdict')).toBeVisible();
  });

  it('says why there is no verdict', () => {
    const { unmount } = renderInApp(<RunResult run={finished({ best: 1 })} />);
    expect(screen.getByText(/no trial of the leading cell was judged/)).toBeVisible();
    unmount();
    renderInApp(<RunResult run={finished({ best: null })} />);
    expect(screen.getByText('There is no verdict: no cell leads, as the answer explains.')).toBeVisible();
  });

  it('says why it waits, since when, and what to do', () => {
    renderInApp(<RunList runs={[WAITING]} label="Runs" />);
    expect(row().getByText('Waiting')).toBeVisible();
    expect(row().queryByText('Running')).toBeNull();
    expect(row().getByText(/^Since 1 Dec, \d\d:\d\d: The server's disk is full\. Ask the/)).toBeVisible();
  });

  it('says why it was refused', () => {
    renderInApp(
      <RunList
        runs={[{ ...RUNNING, status: 'refused', ended: true, problemMessage: 'The seed is empty.' }]}
        label="Runs"
      />,
    );
    expect(row().getByText('The seed is empty.')).toBeVisible();
    expect(row().getByRole('img')).toHaveAccessibleName(/Sampling stopped here/);
  });
});
