import type { PackFault, PackVerdict } from '../../../api/types';
import { canonical } from '../../../format/canonical';
import { equal, fromBase64, sha256, type Bytes } from './bytes';
import { malformed, missing } from './check';
import { claimFaults, kindFaults } from './claims';
import { countRows } from './figures';
import { parseEnvelope, parseStatement, type Statement } from './documents';
import { preAuthentication, readPublicKey, verifies, type PublicKey } from './signature';
import { OWN, type ZipForm } from './form';
import { filesOf } from './names';
import { readZip, ZipFault } from './zip';

const MANIFEST = 'manifest.json';
const ENVELOPE = 'manifest.dsse.json';
const PUBLIC_KEY = 'public-key.pem';
const IN_TOTO = 'application/vnd.in-toto+json';

const SAME_CONTENT = 'pack.same-content';

/**
 * The files of a pack: the digest of each file, of its bytes in the zip, and the bytes of the documents. The form is
 * null where another program wrote the zip; then `foreign` is the first file that is not ours.
 */
type Contents = {
  digests: ReadonlyMap<string, string>;
  compressed: ReadonlyMap<string, string>;
  documents: ReadonlyMap<string, Bytes>;
  /** How many rows each file of synthetic rows has. */
  rows: ReadonlyMap<string, number>;
  form: ZipForm | null;
  foreign: string | null;
};

export type Checked = PackVerdict & { files: number; statement: Statement | null };

/**
 * Checks every byte of a pack on this machine; nothing is sent anywhere.
 * @param key The signer's key, if the verifier knows it. With null the pack's own key is taken, and the check shows
 * only that nothing was changed after signing.
 */
export async function verifyPack(
  zip: Bytes,
  key: PublicKey | null,
  onFile?: (name: string, share: number) => void,
): Promise<Checked> {
  const faults: PackFault[] = [];
  let contents: Contents;
  try {
    contents = await unpack(zip, faults, onFile);
  } catch (problem) {
    if (!(problem instanceof ZipFault)) throw problem;
    return verdict(
      [{ file: problem.file, code: problem.code, reason: problem.message }],
      null,
      false,
      0,
      null,
    );
  }

  const signer = await signerOf(contents, key, faults);
  const statement = statementOf(contents, faults);
  if (statement) {
    faults.push(...fileFaults(contents, statement), ...kindFaults(statement));
    if (faults.length === 0) {
      faults.push(...claimFaults(statement, contents.digests, contents.documents, contents.rows));
    }
    if (faults.length === 0) faults.push(...formFaults(contents, statement.compressed));
  }
  return verdict(faults, signer, key !== null, contents.digests.size, statement);
}

function verdict(
  faults: readonly PackFault[],
  signer: string | null,
  byKey: boolean,
  files: number,
  statement: Statement | null,
): Checked {
  const [first] = faults;
  const intact = !first && signer !== null;
  return {
    intact,
    signerVerified: intact && byKey,
    signer,
    sentence: first ? faultSentence(first, signer) : intactSentence(signer, byKey),
    faults: [...faults],
    files,
    statement,
  };
}

function faultSentence({ file, code, reason }: PackFault, signer: string | null): string {
  if (code === SAME_CONTENT) {
    return (
      `the same content, not the signed file: ${reason}. It was signed by ${signer}; ` +
      'for the proof of every byte, verify the zip as it was handed out'
    );
  }
  return file ? `not intact: ${file}: ${reason}` : `not intact: ${reason}`;
}

function intactSentence(signer: string | null, byKey: boolean): string {
  return byKey ? `intact, signed by ${signer}` : `intact, signer unverified: ${signer}`;
}

async function unpack(
  zip: Bytes,
  faults: PackFault[],
  onFile?: (name: string, share: number) => void,
): Promise<Contents> {
  const digests = new Map<string, string>();
  const compressed = new Map<string, string>();
  const documents = new Map<string, Bytes>();
  const rows = new Map<string, number>();
  const read = readZip(zip);
  const files = filesOf(read);
  for (const [place, { entry, name }] of files.entries()) {
    onFile?.(name, place / files.length);
    if (!isSafe(name)) {
      faults.push(
        fault(
          name,
          'pack.unsafe-name',
          'its name is no plain relative path, so unpacking it could write elsewhere',
        ),
      );
      continue;
    }
    if (digests.has(name)) {
      faults.push(fault(name, 'pack.duplicate-name', 'the zip holds two files of this name'));
      continue;
    }
    const bytes = await entry.read();
    digests.set(name, await sha256(bytes));
    compressed.set(name, await sha256(entry.compressed));
    if (name.endsWith('.json') || name === PUBLIC_KEY) documents.set(name, bytes);
    if (name.endsWith('/synthetic.csv')) rows.set(name, countRows(bytes));
  }
  return { digests, compressed, documents, rows, form: read.form, foreign: read.foreign };
}

/** The fingerprint of the key that signed the manifest; null where no signature holds. */
async function signerOf(
  { documents }: Contents,
  known: PublicKey | null,
  faults: PackFault[],
): Promise<string | null> {
  const manifest = documents.get(MANIFEST);
  const envelopeBytes = documents.get(ENVELOPE);
  const pem = documents.get(PUBLIC_KEY);
  if (!envelopeBytes) faults.push(missing(ENVELOPE));
  if (!pem) faults.push(missing(PUBLIC_KEY));
  if (!manifest || !envelopeBytes || !pem) return null;

  const own = await readPublicKey(utf8(pem));
  if (!own) return failed(faults, malformed(PUBLIC_KEY));
  const envelope = parseEnvelope(utf8(envelopeBytes));
  if (!envelope) return failed(faults, malformed(ENVELOPE));
  if (envelope.payloadType !== IN_TOTO) {
    return failed(
      faults,
      fault(ENVELOPE, 'pack.payload-type', `it signs a payload of another type than ${IN_TOTO}`),
    );
  }

  const payload = fromBase64(envelope.payload);
  const signature = fromBase64(envelope.signature.sig);
  if (!payload || !signature) return failed(faults, malformed(ENVELOPE));
  const key = known ?? own;
  if (known && envelope.signature.keyid !== known.fingerprint) {
    return failed(
      faults,
      fault(ENVELOPE, 'pack.foreign-key', 'it was signed with another key than the one given'),
    );
  }
  const holds =
    envelope.signature.keyid === key.fingerprint &&
    (await verifies(key, signature, preAuthentication(IN_TOTO, payload)));
  if (!holds)
    return failed(
      faults,
      fault(ENVELOPE, 'pack.bad-signature', 'the signature does not belong to this statement and key'),
    );

  if (!equal(payload, manifest))
    faults.push(fault(MANIFEST, 'pack.payload-mismatch', 'it differs from the statement that was signed'));
  if (!isCanonical(envelopeBytes))
    faults.push(fault(ENVELOPE, 'pack.not-canonical', 'it was rewritten since it was signed'));
  return key.fingerprint;
}

function statementOf({ documents }: Contents, faults: PackFault[]): Statement | null {
  const bytes = documents.get(MANIFEST);
  const statement = bytes ? parseStatement(utf8(bytes)) : null;
  if (!bytes) faults.push(missing(MANIFEST));
  else if (!statement) faults.push(malformed(MANIFEST));
  return statement;
}

function fileFaults({ digests }: Contents, statement: Statement): readonly PackFault[] {
  const faults: PackFault[] = [];
  const listed = new Set([MANIFEST, ENVELOPE]);
  for (const { name, sha256: signed } of statement.files) {
    if (listed.has(name))
      faults.push(fault(name, 'pack.duplicate-name', 'the signed statement lists it twice'));
    else if (!digests.has(name)) faults.push(missing(name));
    else if (digests.get(name) !== signed)
      faults.push(fault(name, 'pack.changed-file', 'its SHA-256 is not the one that was signed'));
    listed.add(name);
  }
  for (const name of digests.keys()) {
    if (!listed.has(name))
      faults.push(fault(name, 'pack.extra-file', 'the signed statement does not list it'));
  }
  return faults;
}

/** Where the content is as it was signed, and the file around it is not. */
function formFaults(contents: Contents, listed: Statement['compressed']): readonly PackFault[] {
  if (!contents.form || (listed && contents.form !== OWN)) {
    const reason = 'every file is as it was signed, but another program wrote the zip around it';
    return [{ file: contents.foreign, code: SAME_CONTENT, reason }];
  }
  if (!listed) return [];
  return [...contents.compressed]
    .filter(([name, hash]) => name !== MANIFEST && name !== ENVELOPE && listed.get(name) !== hash)
    .map(([name]) =>
      fault(
        name,
        SAME_CONTENT,
        `the content of ${name} is as it was signed, but its compressed bytes are not`,
      ),
    );
}

/** A relative path that stays below the folder it is unpacked to, on every platform. */
function isSafe(name: string): boolean {
  return (
    /^[A-Za-z0-9/._-]{1,240}$/.test(name) &&
    name.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

function isCanonical(bytes: Bytes): boolean {
  return equal(new TextEncoder().encode(canonical(JSON.parse(utf8(bytes)))), bytes);
}

function utf8(bytes: Bytes): string {
  return new TextDecoder().decode(bytes);
}

function failed(faults: PackFault[], what: PackFault): null {
  faults.push(what);
  return null;
}

function fault(file: string, code: string, reason: string): PackFault {
  return { file, code, reason };
}
