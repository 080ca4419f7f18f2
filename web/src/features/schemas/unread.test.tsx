import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Schema, SchemaVersion } from '../../api/types';
import { schemaQuery } from '../../queries/schemas';
import { seedsQuery } from '../../queries/seeds';
import { CONSTRAINT_KINDS } from '../../testing/constraints';
import { renderPage } from '../../testing/render';
import { SchemaPage } from './DesignerPage';
import { constraintKindsQuery } from './queries';

const document: Schema = {
  version: 1,
  format: { decimalComma: false },
  name: 'people',
  columns: [
    { kind: 'decimal', name: 'weight', nullable: false, role: 'attribute', domain: 'seed', min: 38.4 },
    { kind: 'integer', name: 'age', nullable: false, role: 'attribute', domain: 'seed' },
  ],
  constraints: [],
};

const version: SchemaVersion = {
  id: 'v1',
  projectId: 'p1',
  name: 'people',
  number: 1,
  hash: 'abcdef0123',
  document,
  createdAt: '2030-01-01T00:00:00Z',
};

const show = () =>
  renderPage(<SchemaPage />, '/projects/:projectId/schemas/:schemaId', '/projects/p1/schemas/v1', [
    [schemaQuery('v1').queryKey, version],
    [seedsQuery('p1').queryKey, []],
    [constraintKindsQuery.queryKey, CONSTRAINT_KINDS],
  ]);

const least = () => screen.getByLabelText('Least value');
const open = (name: RegExp) =>
  userEvent.click(within(screen.getByRole('table')).getByRole('button', { name, pressed: false }));

async function type(field: HTMLElement, text: string) {
  await userEvent.clear(field);
  await userEvent.type(field, text);
}

beforeEach(() => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json([])));
});

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

function expectUnread() {
  expect(screen.getByRole('button', { name: 'Save as a new version' })).toBeDisabled();
  expect(screen.getByRole('alert')).toHaveTextContent('Correct these columns before you save: weight.');
  expect(least()).toHaveValue('40,5');
  expect(least()).toBeInvalid();
}

it('saves no schema with a bound that cannot be read, also after another column and a reload', async () => {
  const { unmount } = show();
  await type(least(), '40,5');
  expectUnread();
  await open(/^age/);
  expect(least()).toHaveValue('');
  await open(/^weight, has an error/);
  expectUnread();
  unmount();
  show();
  expectUnread();
  await type(least(), '40.5');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.getByRole('button', { name: 'Save as a new version' })).toBeEnabled();
});

it('keeps the unread text of a column that gets another name, and drops it with the kind', async () => {
  show();
  await type(least(), '40,5');
  await userEvent.type(screen.getByLabelText('Name'), ' kg');
  expect(screen.getByRole('alert')).toHaveTextContent('weight kg');
  await userEvent.selectOptions(screen.getByLabelText('Kind'), 'Integer');
  expect(screen.queryByRole('alert')).toBeNull();
});

it.each(['39', 'x'])('shows what is saved again after %s was discarded', async (typed) => {
  show();
  await type(least(), typed);
  await userEvent.click(screen.getByRole('button', { name: 'Discard changes' }));
  expect(least()).toHaveValue('38.4');
  expect(least()).toBeValid();
  expect(screen.queryByRole('button', { name: 'Discard changes' })).toBeNull();
});

it('keeps a list of edges that cannot be read as an error', async () => {
  show();
  await type(screen.getByLabelText('Edges of public bins'), '0, ten');
  expect(screen.getByText('One of these cannot be read.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Save as a new version' })).toBeDisabled();
});
