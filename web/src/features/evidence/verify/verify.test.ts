// @vitest-environment node
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, signedPack, zipped, type TestPack } from '../testing/pack';
import type { Bytes } from './bytes';
import { derToRaw, preAuthentication, readPublicKey } from './signature';
import { verifyPack } from './verify';

const VECTORS = path.resolve(import.meta.dirname, '../../../../../tests/vectors/packs');

let pack: TestPack;

beforeAll(async () => {
  pack = await signedPack();
});

/** What is found when one file is changed, removed (null) or added. */
async function faultsWith(name: string, bytes: Bytes | null) {
  const others = Object.fromEntries(Object.entries(pack.files).filter(([known]) => known !== name));
  const files = bytes ? { ...others, [name]: bytes } : others;
  const { intact, faults } = await verifyPack(zipped(files), null);
  expect(intact).toBe(false);
  return faults.map(({ file, code }) => `${file ?? ''} ${code}`);
}

const changed = (name: string, from: string, to: string) =>
  bytesOf(new TextDecoder().decode(pack.files[name]).replace(from, to));

describe('a pack as it was signed', () => {
  it('is intact, with the signer unverified where no key was given', async () => {
    const verdict = await verifyPack(zipped(pack.files), null);
    expect(verdict.faults).toEqual([]);
    expect(verdict).toMatchObject({
      intact: true,
      signerVerified: false,
      signer: pack.fingerprint,
      files: 13,
    });
    expect(verdict.statement?.answer).toBe('It works: 90.0 %.');
  });

  it('is signed by the key that the verifier brought', async () => {
    const verdict = await verifyPack(zipped(pack.files), await readPublicKey(pack.pem));
    expect(verdict).toMatchObject({
      intact: true,
      signerVerified: true,
      sentence: `intact, signed by ${pack.fingerprint}`,
    });
  });

  it('is not taken as signed by another key', async () => {
    const stranger = await signedPack();
    const verdict = await verifyPack(zipped(pack.files), await readPublicKey(stranger.pem));
    expect(verdict.faults.map(({ code }) => code)).toEqual(['pack.foreign-key']);
  });
});

describe('tampering is named by file and reason', () => {
  it('where a file was changed', async () =>
    expect(await faultsWith('trials/c01-r1/synthetic.csv', bytesOf('a,b\r\n9,9\r\n'))).toEqual([
      'trials/c01-r1/synthetic.csv pack.changed-file',
    ]));
  it('where a file is missing', async () =>
    expect(await faultsWith('trials/c01-r1/report.json', null)).toEqual([
      'trials/c01-r1/report.json pack.missing-file',
    ]));
  it('where a file was added', async () =>
    expect(await faultsWith('extra.txt', bytesOf('x'))).toEqual(['extra.txt pack.extra-file']));
  it('where the statement was changed', async () =>
    expect(await faultsWith('manifest.json', changed('manifest.json', '"none"', '"0.5"'))).toContain(
      'manifest.json pack.payload-mismatch',
    ));
  it('where the signed payload was changed', async () =>
    expect(
      await faultsWith('manifest.dsse.json', changed('manifest.dsse.json', '"payload":"ey', '"payload":"fy')),
    ).toContain('manifest.dsse.json pack.bad-signature'));
  it('where the key was swapped', async () => {
    const stranger = await signedPack();
    expect(await faultsWith('public-key.pem', bytesOf(stranger.pem))).toContain(
      'manifest.dsse.json pack.bad-signature',
    );
  });
  it('where the envelope was rewritten without changing what it says', async () =>
    expect(
      await faultsWith(
        'manifest.dsse.json',
        changed('manifest.dsse.json', '","payloadType"', '", "payloadType"'),
      ),
    ).toEqual(['manifest.dsse.json pack.not-canonical']));
  it('where a name would unpack elsewhere', async () =>
    expect(await faultsWith('../evil.txt', bytesOf('x'))).toEqual(['../evil.txt pack.unsafe-name']));
  it('where a document is none', async () =>
    expect(await faultsWith('manifest.json', bytesOf('not json'))).toContain(
      'manifest.json pack.malformed-document',
    ));
});

describe('a zip that is more or less than its files', () => {
  it('is unreadable when it was cut short', async () => {
    const zip = zipped(pack.files);
    const { faults } = await verifyPack(zip.slice(0, zip.length - 9), null);
    expect(faults[0]?.code).toBe('pack.unreadable');
  });
  it('is refused when bytes hide before the first file', async () => {
    const zip = zipped(pack.files);
    const hiding = new Uint8Array(zip.length + 4);
    hiding.set(zip, 4);
    expect((await verifyPack(hiding, null)).intact).toBe(false);
  });
  it('is refused, whichever bit of a pack was flipped', { timeout: 120_000 }, async () => {
    const zip = new Uint8Array(readFileSync(path.join(VECTORS, 'good-single.zip')));
    let state = 7;
    for (let flip = 0; flip < 2_000; flip++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0; // Numerical Recipes
      const flipped = zip.slice();
      const place = state % zip.length;
      flipped[place] = (flipped[place] ?? 0) ^ (1 << (state >>> 29));
      const { intact, faults } = await verifyPack(flipped, null);
      expect({ place, intact }).toEqual({ place, intact: false });
      expect(faults[0]?.file != null || place >= zip.length - 22).toBe(true);
    }
  });
  it('is no zip at all', async () =>
    expect((await verifyPack(bytesOf('hello'), null)).faults[0]?.code).toBe('pack.unreadable'));
});

describe('the envelope’s arithmetic', () => {
  it('signs the published example of DSSE', () => {
    // https://github.com/secure-systems-lab/dsse/blob/v1.0.0/protocol.md#test-vectors
    const signed = preAuthentication('http://example.com/HelloWorld', bytesOf('hello world'));
    expect(new TextDecoder().decode(signed)).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });
  it('widens short integers and drops the sign byte of a DER signature', () => {
    const raw = derToRaw(new Uint8Array([0x30, 0x07, 0x02, 0x01, 0x05, 0x02, 0x02, 0x00, 0x80]));
    expect(raw?.[31]).toBe(5);
    expect(raw?.[63]).toBe(0x80);
    expect(raw?.length).toBe(64);
  });
  it.each([
    ['a negative integer', [0x30, 0x06, 0x02, 0x01, 0x80, 0x02, 0x01, 0x01]],
    ['a needless zero', [0x30, 0x07, 0x02, 0x02, 0x00, 0x01, 0x02, 0x01, 0x01]],
    ['bytes after the end', [0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01, 0x00]],
    ['nothing', []],
  ])('refuses %s', (_what, der) => expect(derToRaw(new Uint8Array(der))).toBeNull());
});
