import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderInApp } from '../../testing/render';
import { bytesOf, signedPack, zipped } from './testing/pack';
import { VerifyPanel } from './VerifyPanel';

const SLOW = { timeout: 20_000 };

async function choose(zip: Uint8Array<ArrayBuffer>) {
  const file = new File([zip], 'pack.zip', { type: 'application/zip' });
  await userEvent.upload(screen.getByLabelText('Choose a pack to verify'), file);
}

it('says that a chosen pack is intact, and by whom it was signed', async () => {
  const pack = await signedPack();
  renderInApp(<VerifyPanel />);
  await choose(zipped(pack.files));
  expect(await screen.findByRole('heading', { name: 'Intact' }, SLOW)).toBeVisible();
  expect(
    screen.getByRole('button', { name: `Copy fingerprint ${pack.fingerprint.slice(0, 8)}` }),
  ).toBeVisible();
});

it('names the file and the reason when a pack was tampered with', async () => {
  const pack = await signedPack();
  renderInApp(<VerifyPanel />);
  await choose(zipped({ ...pack.files, 'recipe.json': bytesOf('{"name":"other"}') }));
  expect(await screen.findByRole('heading', { name: 'Not intact' }, SLOW)).toBeVisible();
  expect(screen.getByRole('list', { name: 'Faults' })).toHaveTextContent(
    'recipe.json: its SHA-256 is not the one that was signed',
  );
});

it('says at the field that a pasted key is none', async () => {
  renderInApp(<VerifyPanel />);
  await userEvent.click(screen.getByText('Do you have the signer’s key?'));
  await userEvent.type(screen.getByLabelText('Public key'), 'no key');
  await choose(zipped({ 'a.txt': bytesOf('a') }));
  expect(await screen.findByText(/not a P-256 key/, {}, SLOW)).toBeVisible();
});
