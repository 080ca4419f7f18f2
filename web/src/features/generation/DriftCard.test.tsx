import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { DriftCheck, Role } from '../../api/types';
import { driftCheckParts, driftQuery } from '../../queries/drift';
import { meQuery } from '../../queries/me';
import { onePart, renderInApp } from '../../testing/render';
import { DriftCard } from './DriftCard';

afterEach(() => vi.unstubAllGlobals());

const REFIT: DriftCheck = {
  id: 'd1',
  runId: 'r1',
  seedId: 's2',
  seedName: 'october.csv',
  at: new Date().toISOString(),
  outcome: 'refit',
  report: {
    version: 1,
    verdict: 'refit',
    sentence: 'Fit again: "age" has moved.',
    reference: 'model',
    seedRows: 400,
    newRows: 500,
    alpha: 0.05,
    atLeast: 0.02,
    columns: [],
    notMeasured: [],
    warnings: [],
  },
};

const REFUSED: DriftCheck = {
  ...REFIT,
  id: 'd2',
  outcome: 'refused',
  report: null,
  problemCode: 'drift.no-common-columns',
  problemMessage: 'No column of the model can be compared.',
};

function show(role: Role, checks: readonly DriftCheck[] = [], watch: object | null = null) {
  return renderInApp(<DriftCard runId="r1" />, [
    [meQuery.queryKey, { email: 'ada@example.org', tenantId: 't1', role }],
    [driftQuery('r1').queryKey, { watch }],
    [driftCheckParts('r1').queryKey, onePart(checks)],
  ]);
}

it('has a model tested every day, and no more', async () => {
  const sent: string[] = [];
  let watch: object | null = null;
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url);
    sent.push(`${request.method} ${pathname} ${await request.clone().text()}`.trim());
    if (request.method === 'PUT')
      watch = { runId: 'r1', every: 'day', owner: '', dueAt: new Date().toISOString() };
    if (request.method === 'DELETE') watch = null;
    return Response.json(pathname.endsWith('/checks') ? [] : { watch });
  });
  show('engineer');
  const every = screen.getByLabelText('Test newer seeds');
  await userEvent.selectOptions(every, 'Every day');
  await waitFor(() => expect(sent).toContain('PUT /api/runs/r1/drift {"every":"day"}'));
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('within a minute'));
  await userEvent.click(screen.getByRole('button', { name: 'Look now' }));
  await waitFor(() => expect(sent).toContain('POST /api/runs/r1/drift/check'));
  await userEvent.selectOptions(every, 'Never');
  await waitFor(() => expect(sent).toContain('DELETE /api/runs/r1/drift'));
});

it('says of each newer seed what came of it, and why', () => {
  show('engineer', [REFUSED, REFIT]);
  const rows = screen.getAllByRole('row');
  expect(rows[1]).toHaveTextContent('Not tested for drift');
  expect(rows[1]).toHaveTextContent('drift.no-common-columns');
  expect(rows[2]).toHaveTextContent('Drifted: fit again');
  expect(rows[2]).toHaveTextContent('"age" has moved');
});

it('lets analysts look only', () => {
  show('analyst', [REFIT], { runId: 'r1', every: 'day', owner: '', dueAt: new Date().toISOString() });
  expect(screen.getByLabelText('Test newer seeds')).toBeDisabled();
  expect(screen.queryByRole('button', { name: 'Look now' })).toBeNull();
});
