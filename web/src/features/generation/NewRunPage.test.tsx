import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Run, SchemaVersion } from '../../api/types';
import { generatorsQuery } from '../../queries/generators';
import { ledgerQuery } from '../../queries/privacy';
import { recipeLimitsQuery } from '../../queries/recipes';
import { runQuery } from '../../queries/runs';
import { schemasQuery } from '../../queries/schemas';
import { seedsQuery } from '../../queries/seeds';
import { againLink } from '../../runs/source';
import { LIMITS } from '../../testing/recipes';
import { renderPage } from '../../testing/render';
import { RUNNING } from '../../testing/runs';
import { NewRunPage } from './NewRunPage';

const schema = { id: 'v1', name: 'people', number: 1, document: { columns: [] } } as unknown as SchemaVersion;
const seed = { id: 's1', name: 'people.csv', rows: 100, profile: { schema: { columns: [] } } };
const epsilon = {
  name: 'epsilon',
  kind: 'number',
  default: '1',
  description: 'ε',
  exclusiveMinimum: 0,
  wanted: 'a number above 0',
};
const GENERATORS = [
  { name: 'auto', summary: 'Chooses.', options: [] },
  { name: 'mst', summary: 'Private.', options: [epsilon] },
];
const ledger = {
  dataset: 'd',
  budget: { epsilon: 2, delta: 1e-9 },
  delta: 1e-9,
  epsilonLeft: 2,
  entries: [],
  budgets: [],
};

const REFUSED: Run = {
  ...RUNNING,
  status: 'refused',
  ended: true,
  problemCode: 'privacy.overspent',
  recipe: {
    ...RUNNING.recipe,
    base: { generator: 'mst', seed: 1, options: { epsilon: 50 } },
    factors: {},
    repeats: 2,
  },
};

/** Answers every plan by this problem. */
function refusing(code: string, detail: string) {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ code, detail }, { status: 409 })));
}

const show = (address: string) =>
  renderPage(<NewRunPage />, '/projects/:projectId/generation/new', address, [
    [seedsQuery('p1').queryKey, [seed]],
    [schemasQuery('p1').queryKey, [schema]],
    [generatorsQuery.queryKey, GENERATORS],
    [recipeLimitsQuery.queryKey, LIMITS],
    [ledgerQuery('s1').queryKey, ledger],
    [runQuery('r1').queryKey, REFUSED],
  ]);

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

it('disables Start with the reason where ε is above what the budget has left', async () => {
  refusing('privacy.overspent', 'The run would overspend the budget of ε = 2 at δ = 1e-9.');
  show('/projects/p1/generation/new');
  const start = screen.getByRole('button', { name: 'Start the run' });
  await userEvent.click(screen.getByRole('radio', { name: /Mst/ }));
  await userEvent.type(screen.getByRole('textbox', { name: /epsilon/ }), '50');
  await waitFor(() => expect(start).toBeDisabled());
  expect(screen.getByText(/would overspend the budget of ε = 2/)).toBeVisible();
});

it.each(['1e', '0,5'])(
  'starts nothing with %s for ε, and keeps the text that cannot be read',
  async (typed) => {
    refusing('privacy.overspent', 'Never asked.');
    show('/projects/p1/generation/new');
    await userEvent.click(screen.getByRole('radio', { name: /Mst/ }));
    const epsilon = screen.getByRole('textbox', { name: /epsilon/ });
    await userEvent.type(epsilon, typed);
    expect(epsilon).toHaveValue(typed);
    expect(epsilon).toBeInvalid();
  },
);

it.each([401, 429])('keeps Start where the plan was answered by status %s, which passes', async (status) => {
  const asked = vi.fn((request: Request) =>
    Promise.resolve(Response.json({ detail: `Not now: ${request.url}` }, { status })),
  );
  vi.stubGlobal('fetch', asked);
  show('/projects/p1/generation/new');
  const isPlan = ([request]: [Request]) => request.url.endsWith('/plan');
  await waitFor(() => expect(asked.mock.calls.some(isPlan)).toBe(true));
  await new Promise((shown) => setTimeout(shown, 300));
  expect(screen.getByRole('button', { name: 'Start the run' })).toBeEnabled();
});

it('says in the words of the web what a private generator lacks, and leads to the schema', async () => {
  refusing(
    'privacy.no-maximum',
    'The schema does not declare a maximum. Declare it: "privacy": { "maxRows": 100000 }.',
  );
  show('/projects/p1/generation/new');
  expect(await screen.findByText(/switch on “Allow generators with differential privacy”/)).toBeVisible();
  expect(screen.queryByText(/maxRows/)).toBeNull();
  expect(screen.getByRole('link', { name: 'Open the schema' })).toHaveAttribute(
    'href',
    '/projects/p1/schemas/v1',
  );
});

it.each([
  ['Give "min" and "max" with "domain": "public"', 'enter the smallest and the largest'],
  ['Give all "levels" with "domain": "public"', 'enter all levels'],
])('leads to the key that has no range, with what to do there: %s', async (keys, words) => {
  refusing('privacy.no-key-range', `Column 'patient no' must be unique, so its values are made up. ${keys}.`);
  show('/projects/p1/generation/new');
  const said = await screen.findByText(/Column “patient no” must be unique/);
  expect(said).toHaveTextContent(words);
  expect(said).toHaveTextContent('“Bounds and levels come from” to “Public knowledge”');
  expect(screen.queryByText(/"(min|levels|domain)"/)).toBeNull();
  expect(screen.getByRole('link', { name: 'Open the schema' })).toHaveAttribute(
    'href',
    '/projects/p1/schemas/v1?column=patient%20no',
  );
});

it('names the controls of the designer for all that a schema lacks', async () => {
  refusing(
    'privacy.not-declared',
    'Declare in the schema what would otherwise be read from private rows, without looking at them. (1) the most ' +
      'rows that the table may have: "privacy": { "maxRows": 100000 }, and where a person may have several rows ' +
      'also "entity", the column that tells them apart, and "rowsPerEntity". (2) \'town\': "domain": "public" with ' +
      'all "levels" that there can be. (3) \'age\': "domain": "public" with "min" and "max" at most 256 apart, such ' +
      'as 0 and 120 for an age, or "values", such as [0, 1, 2, 5], or "bins", such as [0, 10, 100, 1000]. ',
  );
  show('/projects/p1/generation/new');
  const said = await screen.findByText(/Declare in the schema/);
  expect(said).toHaveTextContent('switch on “Allow generators with differential privacy”');
  expect(said).toHaveTextContent('“Bounds and levels come from” set to “Public knowledge”, with all levels');
  expect(said).toHaveTextContent(
    'or “Public values”, such as 0, 1, 2, 5, or “Edges of public bins”, such as 0, 10',
  );
  expect(said).not.toHaveTextContent('"');
  expect(screen.getByRole('link', { name: 'Open the schema' })).toBeVisible();
});

it.each([
  [1, true],
  [null, false],
])('says before Start what will withhold the claim of a plan with ε %s', async (epsilon, said) => {
  const note = "The claim of a private fit to this schema is withheld: the levels of 'id' are in the schema.";
  vi.stubGlobal('fetch', () =>
    Promise.resolve(Response.json({ trials: [{}], seconds: null, epsilon, notes: [note] })),
  );
  show('/projects/p1/generation/new');
  expect(await screen.findByText(/^1 trial, time not known yet/)).toBeVisible();
  expect(screen.queryAllByText(note)).toHaveLength(said ? 1 : 0);
});

it('says what a run spends that costs nothing, and warns of no budget that is exhausted', async () => {
  const spending = 'The run spends no privacy: all of its private fits are made already, and are reused.';
  vi.stubGlobal('fetch', () =>
    Promise.resolve(Response.json({ trials: [{}], seconds: null, epsilon: 50, spending, notes: [] })),
  );
  show(againLink(REFUSED));
  expect(await screen.findByText(spending)).toBeVisible();
  expect(screen.getByText(/single release can still spend ε = 2/)).toBeVisible();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('shows every value of a refused run that is run again, the wrong one too', () => {
  refusing('privacy.overspent', 'Too much.');
  expect(againLink(REFUSED)).toBe('/projects/p1/generation/new?again=r1');
  show(againLink(REFUSED));
  expect(screen.getByRole('textbox', { name: /epsilon/ })).toHaveValue('50');
  expect(screen.getByRole('textbox', { name: 'Repeats' })).toHaveValue('2');
});
