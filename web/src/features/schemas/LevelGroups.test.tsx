import { screen, waitFor, within } from '@testing-library/react';
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
  name: 'tumours',
  columns: [
    {
      kind: 'categorical',
      name: 'site',
      levels: ['C50.1', 'C50.9', 'C50'],
      ordered: false,
      nullable: false,
      role: 'attribute',
      domain: 'seed',
    },
  ],
  constraints: [],
};

const version: SchemaVersion = {
  id: 'v1',
  projectId: 'p1',
  name: 'tumours',
  number: 1,
  hash: 'abcdef0123',
  document,
  createdAt: '2030-01-01T00:00:00Z',
};

function show(open: Schema = document) {
  const saved = vi.fn((schema: Schema) => ({ ...version, id: 'v2', number: 2, document: schema }));
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method !== 'POST' || !request.url.endsWith('/schemas')) return Response.json([]);
    const { document: sent } = (await request.json()) as { document: Schema };
    return Response.json(saved(sent), { status: 201 });
  });
  renderPage(<SchemaPage />, '/projects/:projectId/schemas/:schemaId', '/projects/p1/schemas/v1', [
    [schemaQuery('v1').queryKey, { ...version, document: open }],
    [seedsQuery('p1').queryKey, []],
    [constraintKindsQuery.queryKey, CONSTRAINT_KINDS],
  ]);
  return saved;
}

const groups = () => within(screen.getByRole('group', { name: 'Public groups of levels' }));

async function add(level: string, group: string) {
  const [levelField, groupField] = [
    groups().getByLabelText('Level'),
    groups().getByLabelText('Belongs to the group'),
  ];
  await userEvent.clear(levelField);
  await userEvent.type(levelField, level);
  await userEvent.clear(groupField);
  await userEvent.type(groupField, `${group}{Enter}`);
}

async function storedColumn(saved: ReturnType<typeof show>) {
  await userEvent.click(screen.getByRole('button', { name: 'Save as a new version' }));
  await waitFor(() => expect(saved).toHaveBeenCalled());
  return saved.mock.calls[0]?.[0].columns[0];
}

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

it('declares groups by keyboard; a group that is no level becomes one', async () => {
  const saved = show();
  await add('C50.1', 'C50');
  await add('C50', 'C');
  expect(groups().getByLabelText('Group of C50.1')).toHaveValue('C50');
  expect(await storedColumn(saved)).toMatchObject({
    levels: ['C50.1', 'C50.9', 'C50', 'C'],
    hierarchy: { 'C50.1': 'C50', C50: 'C' },
  });
});

const grouped: Schema = {
  ...document,
  columns: [
    { ...document.columns[0], hierarchy: { 'C50.1': 'C50', 'C50.9': 'C50' } } as Schema['columns'][number],
  ],
};

it('changes the group of a level, and keeps what is typed until it is a level', async () => {
  const saved = show(grouped);
  const field = groups().getByLabelText('Group of C50.1');
  await userEvent.clear(field);
  expect(groups().getByText('This is not a level of the column.')).toBeVisible();
  await userEvent.type(field, 'C50.9');
  expect(groups().queryByText('This is not a level of the column.')).toBeNull();
  expect(await storedColumn(saved)).toMatchObject({ hierarchy: { 'C50.1': 'C50.9', 'C50.9': 'C50' } });
});

it('removes a level from its group, and takes that back', async () => {
  const saved = show(grouped);
  await userEvent.click(groups().getByRole('button', { name: 'Remove C50.1 from its group' }));
  await userEvent.click(groups().getByRole('button', { name: 'Remove C50.9 from its group' }));
  expect(groups().queryByRole('list')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(groups().getByLabelText('Group of C50.9')).toHaveValue('C50');
  expect(await storedColumn(saved)).toMatchObject({ hierarchy: { 'C50.9': 'C50' } });
});

it('does not add what the server would refuse, and says why', async () => {
  show(grouped);
  await add('C50', 'C50.1');
  expect(groups().getByText(/would belong to itself/)).toBeVisible();
  expect(groups().getByRole('button', { name: 'Add to the group' })).toBeDisabled();
  await add('C50.1', 'C');
  expect(groups().getByText('“C50.1” has a group already. Change it above.')).toBeVisible();
  expect(groups().queryByLabelText('Group of C50')).toBeNull();
});

it('does not save a group whose level was taken away', async () => {
  show(grouped);
  const levels = screen.getByLabelText('Levels');
  await userEvent.clear(levels);
  await userEvent.type(levels, 'C50.1{Enter}C50.9');
  expect(groups().getByRole('alert')).toHaveTextContent(
    '“C50” is in a group but is not a level of the column.',
  );
  expect(screen.getByRole('button', { name: 'Save as a new version' })).toBeDisabled();
});
