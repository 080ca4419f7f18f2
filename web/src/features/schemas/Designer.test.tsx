import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Schema, SchemaVersion } from '../../api/types';
import { schemaQuery } from '../../queries/schemas';
import { seedQuery, seedsQuery } from '../../queries/seeds';
import { renderPage } from '../../testing/render';
import { SEED } from '../../testing/seeds';
import { CONSTRAINT_KINDS } from '../../testing/constraints';
import { NewSchemaPage, SchemaPage } from './DesignerPage';
import { constraintKindsQuery } from './queries';

const document: Schema = {
  version: 1,
  format: { decimalComma: false },
  name: 'people',
  columns: [{ kind: 'integer', name: 'age', nullable: false, role: 'attribute', domain: 'seed' }],
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

const KINDS = [constraintKindsQuery.queryKey, CONSTRAINT_KINDS] as const;

/** Answers the request that saves a schema with the next version, and every other with an empty list. */
function answering() {
  const saved = vi.fn((schema: Schema) => ({ ...version, id: 'v2', number: 2, document: schema }));
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.url.endsWith('/constraints/sentences')) return Response.json(['unique ‘age’']);
    if (request.method !== 'POST' || !request.url.endsWith('/schemas')) return Response.json([]);
    const { document: sent } = (await request.json()) as { document: Schema };
    return Response.json(saved(sent), { status: 201 });
  });
  return saved;
}

const show = (open: SchemaVersion = version, query = '') =>
  renderPage(<SchemaPage />, '/projects/:projectId/schemas/:schemaId', `/projects/p1/schemas/v1${query}`, [
    [schemaQuery('v1').queryKey, open],
    [seedsQuery('p1').queryKey, []],
    KINDS,
  ]);

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

it('shows a column in doubt, and saves it as confirmed', async () => {
  const saved = answering();
  const doubtful: Schema = {
    ...document,
    columns: [
      { ...document.columns[0], doubt: 'All but one cell are numbers.' } as Schema['columns'][number],
    ],
  };
  show({ ...version, document: doubtful });
  const doubts = screen.getByText('In doubt:').parentElement ?? globalThis.document.body;
  await userEvent.click(within(doubts).getByRole('button', { name: 'age' }));
  expect(screen.getByRole('button', { name: 'age, is in doubt' })).toHaveAttribute('aria-pressed', 'true');
  expect(screen.queryByRole('link', { name: /Start a run/ })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'This kind is right' }));
  expect(screen.queryByText(/In doubt/)).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Save as a new version' }));
  await waitFor(() => expect(saved).toHaveBeenCalled());
  expect(saved.mock.calls[0]?.[0].columns[0]).toMatchObject({ doubt: null, confirmed: true });
});

it.each([
  ['?column=patient%20no', 'patient no'],
  ['?column=gone', 'age'],
])('opens the column that the address %s names', (query, name) => {
  const key = { ...document.columns[0], name: 'patient no' } as Schema['columns'][number];
  show({ ...version, document: { ...document, columns: [...document.columns, key] } }, query);
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue(name);
});

it('saves a changed schema without asking whether to lose the changes', async () => {
  const saved = answering();
  const { router } = show();
  await userEvent.type(screen.getByLabelText('Unit'), 'years');
  await userEvent.click(screen.getByRole('button', { name: 'Save as a new version' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/projects/p1/schemas/v2'));
  expect(screen.queryByRole('alertdialog')).toBeNull();
  expect(saved.mock.calls[0]?.[0].columns[0]?.unit).toBe('years');
});

it('asks before changes are lost, and can still save after staying', async () => {
  answering();
  const { router } = show();
  await userEvent.type(screen.getByLabelText('Unit'), 'years');
  void router.navigate('/elsewhere');
  await userEvent.click(await screen.findByRole('button', { name: 'Stay here' }));
  const save = screen.getByRole('button', { name: 'Save as a new version' });
  expect(save).toBeEnabled();
  await userEvent.click(save);
  await waitFor(() => expect(router.state.location.pathname).toBe('/projects/p1/schemas/v2'));
});

it('restores what was typed after a reload, and can start over', async () => {
  answering();
  const { unmount } = show();
  await userEvent.type(screen.getByLabelText('Unit'), 'years');
  unmount();
  show();
  expect(screen.getByLabelText('Unit')).toHaveValue('years');
  await userEvent.click(screen.getByRole('button', { name: 'Start over' }));
  expect(screen.queryByText(/restored/)).toBeNull();
  expect(screen.queryByText('Unsaved changes')).toBeNull();
});

it('refuses free text before it is saved, and saves once the column is removed', async () => {
  const saved = answering();
  show({
    ...version,
    document: {
      ...document,
      columns: [
        ...document.columns,
        { kind: 'text', name: 'notes', nullable: false, role: 'attribute', domain: 'seed' },
      ],
    },
  });
  expect(screen.getByRole('alert')).toHaveTextContent('remove notes, or choose another kind');
  await userEvent.type(screen.getByLabelText('Unit'), 'years');
  expect(screen.getByRole('button', { name: 'Save as a new version' })).toBeDisabled();
  await userEvent.click(screen.getByRole('button', { name: 'Remove column notes' }));
  expect(screen.getByText('Column “notes” removed.')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Save as a new version' }));
  await waitFor(() => expect(saved.mock.calls[0]?.[0].columns).toHaveLength(1));
  expect(saved.mock.calls[0]?.[0].dropped).toEqual(['notes']);
});

it('redacts free text, which can then be saved', async () => {
  const saved = answering();
  show({
    ...version,
    document: {
      ...document,
      columns: [
        { kind: 'text', name: 'notes', nullable: true, role: 'attribute', domain: 'seed', doubt: 'Odd.' },
      ],
    },
  });
  await userEvent.click(screen.getByRole('button', { name: 'Redact this column' }));
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.queryByText(/In doubt/)).toBeNull();
  const text = screen.getByLabelText('Every cell becomes');
  expect(text).toHaveValue('[redacted]');
  await userEvent.clear(text);
  expect(screen.getByRole('button', { name: 'Save as a new version' })).toBeDisabled();
  await userEvent.type(text, 'gone');
  await userEvent.click(screen.getByRole('button', { name: 'Save as a new version' }));
  await waitFor(() =>
    expect(saved.mock.calls[0]?.[0].columns[0]).toMatchObject({ redacted: 'gone', nullable: true }),
  );
});

it('says that a column of the file was dropped, until it is added again', async () => {
  const saved = answering();
  renderPage(<NewSchemaPage />, '/projects/:projectId/schemas/new', '/projects/p1/schemas/new?seed=s1', [
    [seedQuery('s1').queryKey, SEED],
    KINDS,
  ]);
  const name = SEED.profile.schema.columns[0]?.name ?? '';
  const add = screen.getByLabelText('Add a column');
  await userEvent.selectOptions(add, 'A new column');
  const fresh = screen.getByRole('button', { name: /^Remove column column / });
  await userEvent.click(fresh);
  await userEvent.click(screen.getByRole('button', { name: `Remove column ${name}` }));
  await userEvent.selectOptions(add, 'A new column');
  await userEvent.click(screen.getByRole('button', { name: 'Save schema' }));
  await waitFor(() => expect(saved.mock.calls[0]?.[0].dropped).toEqual([name]));
});

it('adds a column that can be named and described', async () => {
  answering();
  show();
  await userEvent.selectOptions(screen.getByLabelText('Add a column'), 'A new column');
  expect(screen.getByLabelText('Name')).toHaveValue('column 2');
  expect(screen.getByRole('button', { name: 'column 2' })).toHaveAttribute('aria-pressed', 'true');
});

it('says constraints as the server does', async () => {
  answering();
  show({
    ...version,
    document: { ...document, constraints: [{ kind: 'unique', columns: ['age'], active: true }] },
  });
  expect(await screen.findByText('unique ‘age’')).toBeVisible();
});

it('says how the seed of a proposal was read, and everything that was noticed in it', () => {
  answering();
  renderPage(<NewSchemaPage />, '/projects/:projectId/schemas/new', '/projects/p1/schemas/new?seed=s1', [
    [seedQuery('s1').queryKey, SEED],
    KINDS,
  ]);
  expect(screen.getByText(/semicolon, header, Western European/)).toBeVisible();
  expect(screen.getByRole('link', { name: 'Change how it is read' })).toHaveAttribute(
    'href',
    '/projects/p1/seeding/s1',
  );
  expect(screen.getByRole('region', { name: 'What was noticed in the file' })).toHaveTextContent(
    'NA in 3 cells',
  );
});

it('keeps a constraint that is being made through a reload', async () => {
  answering();
  const { unmount } = show();
  await userEvent.click(screen.getByRole('button', { name: 'Add a constraint' }));
  const kinds = within(screen.getByLabelText('Rule')).getAllByRole('option');
  await userEvent.selectOptions(screen.getByLabelText('Rule'), kinds[1] ?? '');
  unmount();
  show();
  expect(screen.getByLabelText('Rule')).toHaveDisplayValue(kinds[1]?.textContent ?? '');
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(screen.getByRole('button', { name: 'Add a constraint' })).toBeVisible();
});
