import { describe, expect, it } from 'vitest';
import { limits } from '../limits/limits';
import { stageState } from './stages';

describe('the stages of a run', () => {
  it.each([
    ['refused', 'sampling', 'ahead ahead stopped ahead ahead'],
    ['refused', 'seeding', 'stopped ahead ahead ahead ahead'],
    ['cancelled', 'sampling', 'done done cancelled ahead ahead'],
    ['running', 'evaluation', 'done done done now ahead'],
    ['queued', 'seeding', 'ahead ahead ahead ahead ahead'],
    ['done', 'done', 'done done done done done'],
  ] as const)('of one that is %s in %s are told from where it got to', (status, stage, states) =>
    expect(
      limits()
        .stages.map((one) => stageState({ status, stage }, one))
        .join(' '),
    ).toBe(states),
  );
});
