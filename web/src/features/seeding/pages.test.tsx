import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { DatasetLedger, Me, SeedFile } from '../../api/types';
import { meQuery } from '../../queries/me';
import { ledgerQuery } from '../../queries/privacy';
import { seedParts, seedQuery } from '../../queries/seeds';
import { onePart, renderPage } from '../../testing/render';
import { SEED } from '../../testing/seeds';
import { SeedingPage } from './SeedingPage';
import { SeedPage } from './SeedPage';

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

const ME: Me = { email: 'ada@example.org', role: 'owner', tenant: 'Acme', tenantId: 't1', hasPassword: true };

const LEDGER: DatasetLedger = {
  dataset: 'abc',
  unit: 'per row',
  delta: 1e-9,
  deltaSpent: 0,
  epsilonSpent: 0,
  rhoSpent: 0,
  outside: 1,
  entries: [],
  budgets: [],
};

const showSeed = (seed: SeedFile = SEED) =>
  renderPage(<SeedPage />, '/projects/:projectId/seeding/:seedId', '/projects/p1/seeding/s1', [
    [seedQuery('s1').queryKey, seed],
    [ledgerQuery('s1').queryKey, LEDGER],
    [meQuery.queryKey, ME],
  ]);

/** Answers the requests that read the seed again; every other one is for something else on the page. */
function reading(answer: () => Response) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (request: Request) => {
    const { pathname, search } = new URL(request.url);
    if (!pathname.endsWith('/read'))
      return Promise.resolve(Response.json(pathname.endsWith('/ledger') ? LEDGER : []));
    asked.push(search);
    return Promise.resolve(answer());
  });
  return asked;
}

it('says how the file was read, what to check and what was noticed', () => {
  showSeed();
  const region = screen.getByRole('region', { name: 'How the file was read' });
  expect(region).toHaveTextContent(
    'Read as: semicolon, header, Western European (Windows-1252), decimal comma',
  );
  expect(region).toHaveTextContent('Please check whether line 1 is the header (75 % sure).');
  expect(screen.getByText(/taken for missing cells: NA in 3 cells/)).toBeVisible();
  expect(screen.queryByLabelText('Between cells')).toBeNull();
});

it('says beside a column why its kind is in doubt', () => {
  const { schema } = SEED.profile;
  const columns = schema.columns.map((column) => ({ ...column, doubt: 'It may be a code.' }));
  showSeed({ ...SEED, profile: { ...SEED.profile, schema: { ...schema, columns } } });
  expect(screen.getByRole('row', { name: /^Preis/ })).toHaveTextContent('In doubt. It may be a code.');
});

it('reads the file again as it is corrected, by the keyboard alone', async () => {
  const asked = reading(() =>
    Response.json({ ...SEED, rows: 31, reading: { ...SEED.reading, header: HEADLESS } }),
  );
  const user = userEvent.setup();
  showSeed();
  const change = screen.getByRole('button', { name: 'Change how the file was read' });
  change.focus();
  await user.keyboard('{Enter}');
  expect(change).toHaveAttribute('aria-expanded', 'true');
  expect(screen.getByLabelText('Between cells')).toHaveDisplayValue('Judged: Semicolon, 98 % sure');
  expect(screen.getByLabelText('Between cells')).toHaveAccessibleDescription(/31 of the first 31 lines/);
  await user.selectOptions(screen.getByLabelText('Line 1 is'), 'A row: there is no header');
  await user.type(screen.getByLabelText(/Names of the columns/), 'place\nprice');
  await user.click(screen.getByRole('button', { name: 'Read the file again' }));
  await waitFor(() => expect(asked).toEqual(['?header=absent&names=place&names=price']));
  expect(await screen.findByText('The file was read again: 31 rows.')).toBeVisible();
  expect(change).toHaveFocus();
  expect(change).toHaveAttribute('aria-expanded', 'false');
  expect(screen.getByText(/semicolon, no header/)).toBeVisible();
});

it('keeps what was typed where the file contradicts it, and marks the field', async () => {
  reading(() =>
    Response.json({ detail: '1 names are given for 2 columns.', code: 'csv.names' }, { status: 400 }),
  );
  showSeed();
  await userEvent.click(screen.getByRole('button', { name: /^Change/ }));
  await userEvent.selectOptions(screen.getByLabelText('Line 1 is'), 'A row: there is no header');
  await userEvent.type(screen.getByLabelText(/Names of the columns/), 'place');
  await userEvent.click(screen.getByRole('button', { name: 'Read the file again' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('1 names are given for 2 columns.');
  expect(screen.getByLabelText(/Names of the columns/)).toHaveValue('place');
  expect(screen.getByLabelText(/Names of the columns/)).toBeInvalid();
});

const HEADLESS = { value: 'absent', basis: 'declared', reason: 'You said so.' };

/** Stands in for XMLHttpRequest, which sends uploads; jsdom has no server. */
function uploading(...answers: readonly { status: number; body: unknown }[]) {
  const opened: string[] = [];
  let turn = 0;
  vi.stubGlobal(
    'XMLHttpRequest',
    class {
      status = 0;
      responseText = '';
      upload = {};
      onload: () => void = () => {};
      open(_: string, address: string) {
        opened.push(address);
      }
      setRequestHeader() {}
      send() {
        const answer = answers[turn++];
        this.status = answer?.status ?? 500;
        this.responseText = JSON.stringify(answer?.body);
        setTimeout(() => this.onload());
      }
    },
  );
  return opened;
}

const showUpload = () =>
  renderPage(<SeedingPage />, '/projects/:projectId/seeding', '/projects/p1/seeding', [
    [seedParts('p1').queryKey, onePart([])],
  ]);

const file = new File(['39,Private\n50,Private\n'], 'rows.csv', { type: 'text/csv' });

it('keeps a file whose first line looks like a row, and sends it again with one click', async () => {
  const opened = uploading(
    { status: 400, body: { code: 'csv.no-header', detail: 'Line 1 looks like a row of data.' } },
    { status: 201, body: SEED },
  );
  const { router } = showUpload();
  await userEvent.upload(screen.getByLabelText('Choose a file'), file);
  expect(await screen.findByRole('alert')).toHaveTextContent('Line 1 looks like a row of data.');
  expect(screen.getByLabelText('Line 1 is')).toBeInvalid();
  await userEvent.click(screen.getByRole('button', { name: 'Line 1 is a row: send it again' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/projects/p1/seeding/s1'));
  expect(opened.map((address) => address.split('?')[1])).toEqual([
    'name=rows.csv',
    'name=rows.csv&header=absent',
  ]);
});

it('keeps a file that the server did not get, and sends it again', async () => {
  const opened = uploading(
    { status: 503, body: { detail: 'The database does not answer.' } },
    { status: 201, body: SEED },
  );
  const { router } = showUpload();
  await userEvent.upload(screen.getByLabelText('Choose a file'), file);
  const form = await screen.findByRole('form', { name: 'Send rows.csv again' });
  expect(within(form).queryByLabelText('Between cells')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Send the file again' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/projects/p1/seeding/s1'));
  expect(opened).toHaveLength(2);
});

it('judges another file on its own rows after one was refused', async () => {
  uploading({ status: 400, body: { code: 'csv.delimiter', detail: 'No usable character.' } });
  showUpload();
  await userEvent.upload(screen.getByLabelText('Choose a file'), file);
  await userEvent.selectOptions(await screen.findByLabelText('Between cells'), 'Semicolon');
  await userEvent.click(screen.getByRole('button', { name: 'Choose another file' }));
  expect(screen.getByText(/judges how the file is written/)).toBeVisible();
});

it('sends a file in an encoding that the server suggests with one click', async () => {
  const refusal = {
    code: 'csv.encoding-unknown',
    detail: 'Declare its encoding.',
    about: { suggestions: ['windows-1251', 'windows-1252'] },
  };
  const opened = uploading({ status: 400, body: refusal }, { status: 201, body: SEED });
  showUpload();
  await userEvent.upload(screen.getByLabelText('Choose a file'), file);
  await userEvent.click(await screen.findByRole('button', { name: 'Send as Cyrillic (Windows-1251)' }));
  await waitFor(() => expect(opened[1]).toMatch(/encoding=windows-1251$/));
});
