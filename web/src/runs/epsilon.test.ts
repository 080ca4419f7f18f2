import { describe, expect, it } from 'vitest';
import type { RunSummary } from '../api/types';
import { claimText, epsilonFigure, epsilonWord } from './epsilon';

const summary = (withheld: string[]) =>
  ({ privacy: { epsilon: 1.437143, delta: 1e-9, withheld } }) as unknown as RunSummary;

describe('a run’s differential privacy in words', () => {
  it('is none, withheld, or a bound that is rounded up', () => {
    expect(epsilonWord(null)).toBe('none');
    expect(epsilonWord(summary(['the report compares with real rows']))).toBe('withheld');
    expect(epsilonWord(summary([]))).toBe('1.438');
    expect(epsilonFigure(1)).toBe('1');
  });

  it('is a sentence where there is room', () => {
    expect(claimText('none')).toBe('No differential privacy');
    expect(claimText('withheld: the report')).toBe('Withheld: the report');
  });
});
