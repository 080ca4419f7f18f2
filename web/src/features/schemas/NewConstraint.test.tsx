import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Column } from '../../api/types';
import { CONSTRAINT_KINDS } from '../../testing/constraints';
import { renderInApp } from '../../testing/render';
import { columnsOf, renamed } from './constraints';
import { NewConstraint } from './NewConstraint';
import { constraintKindsQuery } from './queries';

const common = { nullable: false, role: 'attribute', domain: 'seed' } as const;
const columns: readonly Column[] = [
  { kind: 'integer', name: 'age', ...common },
  { kind: 'decimal', name: 'limit', ...common },
  { kind: 'date', name: 'born', ...common, format: 'yyyy-MM-dd' },
  { kind: 'date', name: 'died', ...common, format: 'yyyy-MM-dd' },
  { kind: 'datetime', name: 'seen', ...common, format: 'yyyy-MM-dd' },
  { kind: 'boolean', name: 'odd', ...common, falseText: 'no', trueText: 'yes' },
  { kind: 'boolean', name: 'even', ...common, falseText: 'no', trueText: 'yes' },
  { kind: 'boolean', name: 'third', ...common, falseText: 'no', trueText: 'yes' },
  { kind: 'categorical', name: 'town', ...common, levels: ['ash', 'elm'], ordered: false },
];

beforeEach(() => vi.stubGlobal('fetch', () => Promise.resolve(Response.json(['the rule in words']))));

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

async function open(rule: string) {
  const added = vi.fn();
  renderInApp(<NewConstraint columns={columns} onAdd={added} />, [
    [constraintKindsQuery.queryKey, CONSTRAINT_KINDS],
  ]);
  await userEvent.click(screen.getByRole('button', { name: 'Add a constraint' }));
  await userEvent.selectOptions(screen.getByLabelText('Rule'), rule);
  return added;
}

const choose = (label: string, column: string) =>
  userEvent.selectOptions(screen.getByLabelText(label), column);

const offered = (label: string) =>
  within(screen.getByLabelText(label))
    .getAllByRole('option')
    .map(({ textContent }) => textContent)
    .slice(1);

const add = () => userEvent.click(screen.getByRole('button', { name: 'Add constraint' }));

it('offers only columns that can be compared with the one chosen, and makes a strict rule', async () => {
  const added = await open('One column is at most as large as another');
  expect(offered('Lesser column')).toEqual(['age', 'limit', 'born', 'died', 'seen']);
  await choose('Lesser column', 'born');
  expect(offered('Greater column')).toEqual(['died']);
  expect(screen.getByRole('button', { name: 'Add constraint' })).toBeDisabled();
  await choose('Greater column', 'died');
  expect(await screen.findByText('the rule in words')).toBeVisible();
  await userEvent.click(screen.getByRole('checkbox', { name: /^Strictly greater/ }));
  await add();
  expect(added).toHaveBeenCalledWith({
    kind: 'inequality',
    low: 'born',
    high: 'died',
    strict: true,
    active: true,
  });
  expect(screen.getByRole('button', { name: 'Add a constraint' })).toBeVisible();
});

it('makes a constraint of a kind that it knows only from its description', async () => {
  const added = await open('Columns take turns');
  expect(screen.getByText('Each row has a value in one of the columns.')).toBeVisible();
  const turns = 'Add to “Turns”';
  await choose(turns, 'odd');
  await choose(turns, 'third');
  expect(screen.queryByLabelText(turns)).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Take out third' }));
  expect(offered(turns)).toEqual(['even', 'third']);
  await choose(turns, 'even');
  await choose('Judge', 'town');
  expect(screen.getByRole('checkbox', { name: 'Start again after the last' })).toBeChecked();
  await userEvent.click(screen.getByRole('checkbox', { name: 'Say who is next' }));
  await add();
  const made = {
    kind: 'rota',
    turns: ['odd', 'even'],
    judge: 'town',
    closed: true,
    loud: true,
    active: true,
  };
  expect(added).toHaveBeenCalledWith(made);

  const [constraint] = added.mock.calls[0] ?? [];
  expect(columnsOf(constraint, CONSTRAINT_KINDS)).toEqual(['odd', 'even', 'town']);
  expect(renamed(constraint, 'even', 'paired', CONSTRAINT_KINDS)).toEqual({
    ...made,
    turns: ['odd', 'paired'],
  });
  expect(renamed(constraint, 'town', 'city', CONSTRAINT_KINDS)).toEqual({ ...made, judge: 'city' });
});

it('keeps the total out of the columns to add', async () => {
  const added = await open('Columns add up to another');
  await choose('Total', 'limit');
  expect(offered('Add to “Columns to add”')).toEqual(['age']);
  expect(screen.getByText('Choose the columns of the rule.')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(added).not.toHaveBeenCalled();
});
