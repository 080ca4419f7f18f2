import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DatasetLedger, LedgerEntry, Me } from '../api/types';
import { meQuery } from '../queries/me';
import { ledgerQuery } from '../queries/privacy';
import { renderPage } from '../testing/render';
import { BudgetNote } from './BudgetNote';
import { LedgerCard } from './LedgerCard';

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

const entry = (number: number, more: Partial<LedgerEntry>): LedgerEntry => ({
  number,
  at: '2030-01-01T12:00:00Z',
  run: 'run/c01-r1',
  purpose: 'fit of mst',
  mechanism: 'reservation',
  parameters: {},
  rho: 0.015,
  delta: 0,
  ...more,
});

const ledger: DatasetLedger = {
  dataset: 'abc',
  budget: { epsilon: 3, delta: 1e-9 },
  unit: 'per row',
  delta: 1e-9,
  deltaSpent: 0,
  epsilonSpent: 1,
  epsilonLeft: 2.3456,
  rhoSpent: 0.015,
  rhoLeft: 0.1,
  outside: 1,
  entries: [
    entry(1, { mechanism: 'none', purpose: 'exact profile', rho: 0 }),
    entry(2, {}),
    entry(3, { within: 2, mechanism: 'discrete-gaussian', purpose: 'marginal of age', rho: 0.005 }),
  ],
  budgets: [],
};

function show(element: React.ReactElement, role: Me['role'] = 'owner', shown = ledger) {
  return renderPage(element, '/projects/:projectId', '/projects/p1', [
    [ledgerQuery('s1').queryKey, shown],
    [meQuery.queryKey, { email: 'ada@example.org', role }],
  ]);
}

describe('a seed’s ledger', () => {
  it('shows what is spent, what is left, and what nothing protects', () => {
    show(<LedgerCard seedId="s1" />);
    expect(screen.getByText('ε = 1')).toBeInTheDocument();
    expect(screen.getByText('ε = 2.3456')).toBeInTheDocument();
    expect(screen.getByText('1 use')).toBeInTheDocument();
    expect(screen.getByText('1 measurement in this entry')).toBeInTheDocument();
    expect(screen.getByText(/marginal of age/)).toBeInTheDocument();
  });

  it('shows spent ε beside the δ that finding the domains has used up', () => {
    const searched = { ...ledger, budget: null, delta: 2e-9, deltaSpent: 1e-9, epsilonSpent: 1.4372 };
    show(<LedgerCard seedId="s1" />, 'owner', searched);
    expect(screen.getByText('ε = 1.4372')).toBeInTheDocument();
    expect(screen.getByText(/at δ = 2e-9/)).toBeInTheDocument();
    expect(screen.getByText(/Finding the domains has used up δ = 1e-9 of it; per row/)).toBeInTheDocument();
  });

  it('puts uses that nothing limits before a small ε', () => {
    show(<LedgerCard seedId="s1" />);
    const unprotected = screen.getByText('1 use');
    expect(unprotected.compareDocumentPosition(screen.getByText('ε = 1'))).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
    expect(screen.getByText('No limit')).toBeVisible();
  });

  it('lets owners alone set the budget', () => {
    show(<LedgerCard seedId="s1" />, 'engineer');
    expect(screen.queryByRole('button', { name: 'Set the budget' })).toBeNull();
    expect(screen.getByText(/An owner of your organisation sets the budget/)).toBeInTheDocument();
  });

  it('asks why a budget is raised, and sends the reason', async () => {
    const sent: unknown[] = [];
    vi.stubGlobal('fetch', async (request: Request) => {
      sent.push(await request.json());
      return Response.json(ledger);
    });
    show(<LedgerCard seedId="s1" />);
    const epsilon = screen.getByLabelText('Budget: total ε');
    expect(screen.queryByLabelText('Reason for the higher budget')).toBeNull();
    await userEvent.clear(epsilon);
    await userEvent.type(epsilon, '4');
    await userEvent.click(screen.getByRole('button', { name: 'Set the budget' }));
    expect(screen.getByLabelText('Reason for the higher budget')).toBeInvalid();
    expect(sent).toEqual([]);
    await userEvent.type(screen.getByLabelText('Reason for the higher budget'), ' a second study ');
    await userEvent.click(screen.getByRole('button', { name: 'Set the budget' }));
    await waitFor(() => expect(sent).toEqual([{ epsilon: 4, delta: 1e-9, reason: 'a second study' }]));
  });

  it('asks for no reason where the budget is lowered, and shows why that is refused', async () => {
    const detail = 'ε = 1 is spent already.';
    vi.stubGlobal('fetch', () =>
      Promise.resolve(Response.json({ detail, code: 'privacy.budget-below-spent' }, { status: 409 })),
    );
    show(<LedgerCard seedId="s1" />);
    await userEvent.clear(screen.getByLabelText('Budget: total ε'));
    await userEvent.type(screen.getByLabelText('Budget: total ε'), '0.5');
    await userEvent.click(screen.getByRole('button', { name: 'Set the budget' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(detail);
    expect(screen.queryByLabelText('Reason for the higher budget')).toBeNull();
  });

  it('warns beside a run that the server would refuse for its budget', () => {
    show(<BudgetNote seedId="s1" short />);
    expect(screen.getByRole('alert')).toHaveTextContent('Choose a smaller ε');
  });

  it('says what is left beside one that it would start', () => {
    show(<BudgetNote seedId="s1" short={false} />);
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByText(/single release can still spend ε = 2.3456/)).toBeInTheDocument();
  });

  it('says that ε does not count the uses without protection', () => {
    show(<BudgetNote seedId="s1" short={false} />);
    expect(screen.getByText(/ε does not count 1 use without protection\./)).toBeInTheDocument();
  });
});
