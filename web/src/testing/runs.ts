import type { Run, RunSummary } from '../api/types';

/** The summary of a run whose leading cell has no verdict yet. */
export const SUMMARY: RunSummary = {
  version: 1,
  name: 'Strikes',
  answer: 'Copula is best.',
  recipeHash: 'a1b2c3d4',
  schemaHash: 'b1b2c3d4',
  datasetVersion: 'c1b2c3d4',
  epsilon: 'none',
  trials: [],
  cells: [],
  kpis: [],
  cost: { wallSeconds: 1, cpuSeconds: 1, peakMemoryBytes: 1 },
  software: 'aethergen 0.1.0',
};

export const RUNNING: Run = {
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
  notes: [],
  recipe: {
    version: 1,
    name: 'Strikes',
    data: { seed: 'strikes.csv', holdoutShare: 0.3 },
    base: { generator: 'auto', seed: 1, options: {} },
    factors: { generator: ['independent', 'copula'] },
    repeats: 1,
  },
};

/** A run that the full disk of the server stopped, until there is room. */
export const WAITING: Run = {
  ...RUNNING,
  waits: {
    for: 'disk-space',
    since: '2026-12-01T12:12:00Z',
    why: "The server's disk is full.",
    remedy: 'Ask the administrator to free some space. The server tries again by itself.',
  },
};

/** A finished run with this in its summary. */
export function finished(summary: Partial<RunSummary> = {}): Run {
  return { ...RUNNING, status: 'done', stage: 'done', ended: true, summary: { ...SUMMARY, ...summary } };
}

export const REASON =
  'Do not share these rows: membership inference found more of the seed than chance allows.';

/** A run that finished, and whose verdict failed. */
export const FAILED: Run = finished({
  verdict: { outcome: 'fail', sentence: REASON },
  best: 1,
  kpis: [{ name: 'time-to-results', value: 60, verdict: 'pass', limit: '< 30 minutes' }],
});
