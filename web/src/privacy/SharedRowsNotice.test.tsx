import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Me, SharedRows, SharingSeed } from '../api/types';
import { meQuery } from '../queries/me';
import { renderInApp } from '../testing/render';
import { SEED } from '../testing/seeds';
import { SharedRowsNotice } from './SharedRowsNotice';

afterEach(() => vi.unstubAllGlobals());

const FIRST: SharingSeed = {
  id: 's0',
  projectId: 'p9',
  name: 'first.csv',
  createdAt: '2030-01-01T00:00:00Z',
  share: 0.984,
  earlier: true,
  sameLedger: false,
  waits: false,
};

function show(shared: Partial<SharedRows> | null, role: Me['role'] = 'owner') {
  const sharedRows: SharedRows = { state: 'undecided', seeds: [FIRST], ...shared };
  renderInApp(<SharedRowsNotice seed={shared === null ? SEED : { ...SEED, sharedRows }} />, [
    [meQuery.queryKey, { email: 'ada@example.org', role }],
  ]);
  return screen.queryByRole('region', { name: 'Rows that another seed has too' });
}

/** Answers the request that says whose rows they are. */
function answering(answer: () => Response) {
  const said: unknown[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    said.push(await request.json());
    return answer();
  });
  return said;
}

it('is absent where no seed shares rows', () => {
  expect(show(null)).toBeNull();
  expect(show({ state: 'nothing', seeds: [] })).toBeNull();
});

it('names the seed with the share of rows, and asks whose they are', () => {
  expect(show({})).toHaveTextContent(
    'About 98 % of the rows are also in first.csv, uploaded before this one (1 Jan 2030).',
  );
  expect(
    screen.getByText(/Are these rows of the same people\? Private runs of this seed wait/),
  ).toBeVisible();
  expect(screen.getByRole('link', { name: 'first.csv' })).toHaveAttribute('href', '/projects/p9/seeding/s0');
});

it('lets owners alone answer', () => {
  expect(show({}, 'engineer')).toHaveTextContent('An owner of your organisation answers on this page.');
  expect(screen.queryByRole('button')).toBeNull();
});

it('says after asking that they are the same people', async () => {
  const said = answering(() => Response.json(SEED));
  show({});
  await userEvent.click(screen.getByRole('button', { name: 'Same people as first.csv' }));
  const dialog = screen.getByRole('alertdialog', { name: 'Same people as first.csv?' });
  expect(dialog).toHaveTextContent('This cannot be taken back.');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Not yet' }));
  expect(said).toEqual([]);

  await userEvent.click(screen.getByRole('button', { name: 'Same people as first.csv' }));
  await userEvent.click(screen.getByRole('button', { name: 'They are the same people' }));
  await waitFor(() => expect(said).toEqual([{ same: true, seedId: 's0' }]));
});

it('says after asking that they are not, and shows why that is refused', async () => {
  const said = answering(() =>
    Response.json({ detail: 'The run “a” has not ended.', code: 'seed.runs-go-on' }, { status: 409 }),
  );
  show({});
  await userEvent.click(screen.getByRole('button', { name: 'Not the same people' }));
  await userEvent.click(screen.getByRole('button', { name: 'They are not the same people' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('The run “a” has not ended.');
  expect(said).toEqual([{ same: false }]);
});

it('shows what was said, and lets “not the same” become “the same”', () => {
  const region = show({ state: 'not-the-same' });
  expect(region).toHaveTextContent('An owner said that these are not rows of the same people.');
  expect(screen.getByRole('button', { name: 'Same people as first.csv' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Not the same people' })).toBeNull();
});

it('links to the seed whose ledger counts', () => {
  const seeds = [{ ...FIRST, sameLedger: true }];
  const region = show({ state: 'same-people', ledgerOf: 's0', ledgerName: 'first.csv', seeds });
  expect(region).toHaveTextContent('The privacy ledger and the budget of first.csv count for both.');
  for (const link of screen.getAllByRole('link', { name: 'first.csv' }))
    expect(link).toHaveAttribute('href', '/projects/p9/seeding/s0');
  expect(screen.queryByRole('button')).toBeNull();
});

it('says on the earlier seed that the later one waits', () => {
  const seeds = [{ ...FIRST, earlier: false, waits: true }];
  expect(show({ state: 'nothing', seeds })).toHaveTextContent(
    /uploaded after this one .*\. Its private runs wait/,
  );
  expect(screen.queryByRole('button')).toBeNull();
});
