import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { meQuery } from '../../queries/me';
import { renderInApp } from '../../testing/render';
import { signingKeysQuery } from './queries';
import { bytesOf, signedPack, zipped } from './testing/pack';
import { VerifyPanel } from './VerifyPanel';

const SLOW = { timeout: 20_000 };

async function choose(zip: Uint8Array<ArrayBuffer>) {
  const file = new File([zip], 'pack.zip', { type: 'application/zip' });
  await userEvent.upload(screen.getByLabelText('Choose a pack to verify'), file);
}

const PASS = { outcome: 'pass', sentence: 'Useful and not replayed.' };
const FAIL = {
  outcome: 'fail',
  sentence: 'Do not share these rows.',
  failedGates: ['not-a-copy', 'useful'],
};

const SIGNED_OUT = [[meQuery.queryKey, null]] as const;

const signedIn = (fingerprint: string) =>
  [
    [meQuery.queryKey, { email: 'ada@example.org', role: 'owner' }],
    [signingKeysQuery.queryKey, [{ fingerprint, createdAt: '2030-01-01T00:00:00Z' }]],
  ] as const;

const green = () => document.querySelector('.bg-pass-soft');

it('shows the whole fingerprint of an unknown signer in groups, and is not green', async () => {
  const pack = await signedPack();
  renderInApp(<VerifyPanel />, SIGNED_OUT);
  await choose(zipped(pack.files));
  expect(
    await screen.findByRole('heading', { name: 'Intact, but the signer is not known' }, SLOW),
  ).toBeVisible();
  expect(screen.getByText(pack.fingerprint.match(/.{4}/g)?.join(' ') ?? '')).toBeVisible();
  expect(green()).toBeNull();
});

it('is green where the verdict is a pass and the key is the organisation’s', async () => {
  const pack = await signedPack(PASS);
  renderInApp(<VerifyPanel />, signedIn(pack.fingerprint));
  await choose(zipped(pack.files));
  expect(await screen.findByRole('heading', { name: 'Intact' }, SLOW)).toBeVisible();
  expect(screen.getByText('Signed by your organisation’s key:')).toBeVisible();
  expect(screen.getByText(PASS.sentence)).toBeVisible();
  expect(green()).not.toBeNull();
});

it('puts a failed verdict first, and no green mark beside it', async () => {
  const pack = await signedPack(FAIL);
  renderInApp(<VerifyPanel />, signedIn(pack.fingerprint));
  await choose(zipped(pack.files));
  const intact = await screen.findByRole('heading', { name: 'Intact' }, SLOW);
  const verdict = screen.getByText(FAIL.sentence);
  expect(verdict.compareDocumentPosition(intact)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  expect(screen.getByText('Fail')).toBeVisible();
  expect(screen.getByText('Gates that fail: not a copy, useful.')).toBeVisible();
  expect(green()).toBeNull();
});

it('finds a signed verdict that is not the one of the run', async () => {
  const pack = await signedPack(PASS, FAIL);
  renderInApp(<VerifyPanel />, signedIn(pack.fingerprint));
  await choose(zipped(pack.files));
  expect(await screen.findByRole('heading', { name: 'Not intact' }, SLOW)).toBeVisible();
  expect(screen.getByRole('list', { name: 'Faults' })).toHaveTextContent(
    'summary.json: the ablation summary',
  );
  expect(screen.queryByText(PASS.sentence)).toBeNull();
});

it.each([
  ['a table', bytesOf('age,town\n1,York\n')],
  ['another ZIP file', zipped({ 'a.txt': bytesOf('a') })],
])('says of %s that it is no pack, not that it was changed', async (_, file) => {
  renderInApp(<VerifyPanel />, SIGNED_OUT);
  await choose(file);
  expect(await screen.findByRole('heading', { name: 'Not an evidence pack' }, SLOW)).toBeVisible();
  expect(screen.queryByText(/does not match what was signed/)).toBeNull();
  expect(screen.queryByRole('list', { name: 'Faults' })).toBeNull();
});

it('says of a pack that was cut short to get it again, not that it was changed', async () => {
  const pack = zipped((await signedPack()).files);
  renderInApp(<VerifyPanel />, SIGNED_OUT);
  await choose(pack.slice(0, pack.length / 2));
  expect(
    await screen.findByText(/^pack.zip is damaged or cut short. Download it again/, {}, SLOW),
  ).toBeVisible();
  expect(screen.getByRole('heading', { name: 'Not intact' })).toBeVisible();
});

it('names the file and the reason when a pack was tampered with', async () => {
  const pack = await signedPack();
  renderInApp(<VerifyPanel />, SIGNED_OUT);
  await choose(zipped({ ...pack.files, 'recipe.json': bytesOf('{"name":"other"}') }));
  expect(await screen.findByRole('heading', { name: 'Not intact' }, SLOW)).toBeVisible();
  expect(screen.getByRole('list', { name: 'Faults' })).toHaveTextContent(
    'recipe.json: its SHA-256 is not the one that was signed',
  );
});

it('says at the field that a pasted key is none', async () => {
  renderInApp(<VerifyPanel />, SIGNED_OUT);
  await userEvent.click(screen.getByText('Do you have the signer’s key?'));
  await userEvent.type(screen.getByLabelText('Public key'), 'no key');
  await choose(zipped({ 'a.txt': bytesOf('a') }));
  expect(await screen.findByText(/not a P-256 key/, {}, SLOW)).toBeVisible();
});
