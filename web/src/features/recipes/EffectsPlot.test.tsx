import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { MeasureAnalysis } from '../../api/types';
import { renderInApp } from '../../testing/render';
import { EffectsPlot } from './EffectsPlot';

const effect = (factor: string, aliasedWith: string[]) => ({
  factor,
  level: 'b',
  against: 'a',
  mean: 1,
  difference: 0.25,
  interval: { low: 0.2, high: 0.3 },
  method: 'student-t' as const,
  aliasedWith,
});

const analysis: MeasureAnalysis = {
  name: 'utility.ratio',
  goal: 'maximize',
  inFamily: true,
  cells: [],
  differences: [],
  effects: [effect('generator', []), effect('rows', ['generator:rows'])],
  shares: [],
};

describe('the effects plot', () => {
  it('shows each effect with its interval', () => {
    renderInApp(<EffectsPlot analysis={analysis} />);
    expect(screen.getAllByRole('listitem')).toHaveLength(2);
    expect(screen.getAllByText('[0.200, 0.300]')).toHaveLength(2);
  });

  it('names what an effect is confounded with', () => {
    renderInApp(<EffectsPlot analysis={analysis} />);
    expect(screen.getByText(/confounded with generator × rows/)).toBeVisible();
  });

  it('says that nothing was measured where nothing was', () => {
    renderInApp(<EffectsPlot analysis={{ ...analysis, effects: [] }} />);
    expect(screen.getByText('Not measured')).toBeVisible();
  });
});
