import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
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
  name: 'prices',
  columns: [
    {
      kind: 'decimal',
      name: 'price',
      nullable: false,
      role: 'attribute',
      domain: 'seed',
      min: 5,
      max: 90,
      format: '$#,##0',
    },
  ],
  constraints: [],
};

const version: SchemaVersion = {
  id: 'v1',
  projectId: 'p1',
  name: 'prices',
  number: 1,
  hash: 'abcdef0123',
  document,
  createdAt: '2030-01-01T00:00:00Z',
};

function show() {
  vi.stubGlobal('fetch', async () => Response.json([]));
  renderPage(<SchemaPage />, '/projects/:projectId/schemas/:schemaId', '/projects/p1/schemas/v1', [
    [schemaQuery('v1').queryKey, version],
    [seedsQuery('p1').queryKey, []],
    [constraintKindsQuery.queryKey, CONSTRAINT_KINDS],
  ]);
  return screen.getByLabelText('Written as');
}

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

const least = () => screen.getByLabelText('Least value');

it('keeps the bounds while a format is typed, and where it is typed back', async () => {
  const field = show();
  await userEvent.type(field, '.00');
  expect(least()).toHaveValue('5');
  await userEvent.type(field, '{Backspace}{Backspace}{Backspace}');
  await userEvent.tab();
  expect(least()).toHaveValue('5');
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});

it.each(['{Enter}', '{Tab}'])('counts after %s, and its undo keeps what was edited since', async (key) => {
  await userEvent.type(show(), `.00${key === '{Enter}' ? key : ''}`);
  if (key === '{Tab}') await userEvent.tab();
  expect(least()).toHaveValue('');
  expect(screen.getByText(/The bounds of “price”/)).toBeVisible();
  await userEvent.type(screen.getByLabelText('Unit'), 'dollars');
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(least()).toHaveValue('5');
  expect(screen.getByLabelText('Greatest value')).toHaveValue('90');
  expect(screen.getByLabelText('Written as')).toHaveValue('$#,##0');
  expect(screen.getByLabelText('Unit')).toHaveValue('dollars');
});
