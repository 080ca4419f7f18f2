import { crc32, type Bytes } from './bytes';
import {
  directoryEnd,
  directoryEntry,
  FORMS,
  headerAfter,
  headerBefore,
  type ZipForm,
  type ZippedFile,
} from './form';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_LENGTH = 30;
const CENTRAL_LENGTH = 46;
const END_LENGTH = 22;
const STORED = 0;
const DEFLATED = 8;
const DESCRIBED = 0x8;
/** Levels of compression, a descriptor, UTF-8 names. */
const HARMLESS_FLAGS = 0x080e;
/** Large sizes, times and owners: what unpackers show does not depend on them. */
const HARMLESS_FIELDS: readonly number[] = [0x0001, 0x000a, 0x5455, 0x5855, 0x7875];
const LONGEST_EXTRA = 64;
/** Of descriptors: their length, where the checksum stands in them, whether sizes have 8 bytes. */
const DESCRIPTORS = [
  { length: 16, crc: 4, wide: false },
  { length: 24, crc: 4, wide: true },
  { length: 12, crc: 0, wide: false },
  { length: 20, crc: 0, wide: true },
] as const;

export type ZipEntry = ZippedFile & {
  /** The file's bytes as they are in the zip. */
  compressed: Bytes;
  read: () => Promise<Bytes>;
};

/** The form in which the zip was written is null where it is none of ours; then `foreign` is the first such file. */
export type Zip = { entries: readonly ZipEntry[]; form: ZipForm | null; foreign: string | null };

/** Why the bytes are no zip that can be trusted. */
export class ZipFault extends Error {
  readonly code: 'pack.unreadable' | 'pack.hidden-bytes' | 'pack.too-large';
  readonly file: string | null;

  constructor(code: ZipFault['code'], file: string | null = null) {
    super(REASONS[code]);
    this.code = code;
    this.file = file;
  }
}

const REASONS = {
  'pack.unreadable': 'the zip is damaged or cut short',
  'pack.hidden-bytes':
    'the zip holds bytes that belong to no listed file, or headers that contradict its directory',
  'pack.too-large': 'it is larger than a browser can check; verify it on the command line',
} as const;

/**
 * The files of a zip that holds its listed files, one after the other, and nothing else. Unpackers read anything else
 * differently: such a zip could show two readers two different packs. PKWARE APPNOTE 6.3.10, sections 4.3.7 to 4.3.16.
 * src/Core/Evidence/PackZipReader.cs checks the same.
 */
export function readZip(zip: Bytes): Zip {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.length - END_LENGTH;
  if (end < 0 || view.getUint32(end, true) !== END) throw new ZipFault('pack.unreadable');

  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  if (count === 0xffff || size === 0xffffffff || start === 0xffffffff) throw new ZipFault('pack.too-large');
  const isEnd = holds(zip, end, directoryEnd(count, start, size));
  if (!isEnd || start + size !== end) throw new ZipFault('pack.hidden-bytes');

  const entries: ZipEntry[] = [];
  const foreign = new Map<ZipForm, string>();
  let directory = start;
  let expected = 0;
  for (let file = 0; file < count; file++) {
    const found = entryAt(zip, view, directory, expected, start);
    for (const form of FORMS) {
      const isOurs = isIn(form, zip, found, directory, expected);
      if (!isOurs && !foreign.has(form)) foreign.set(form, found.entry.name);
    }
    entries.push(found.entry);
    directory = found.directory;
    expected = found.next;
  }
  if (directory !== end || expected !== start)
    throw new ZipFault('pack.hidden-bytes', entries.at(-1)?.name ?? null);
  return {
    entries,
    form: FORMS.find((form) => !foreign.has(form)) ?? null,
    foreign: [...foreign.values()][0] ?? null,
  };
}

type Found = { entry: ZipEntry; dataStart: number; dataEnd: number; directory: number; next: number };

/** Whether all headers of the file are, byte for byte, those of this form. */
function isIn(form: ZipForm, zip: Bytes, found: Found, directory: number, local: number): boolean {
  const before = headerBefore(form, found.entry);
  const after = headerAfter(form, found.entry);
  const listed = directoryEntry(form, found.entry);
  return (
    before.length === found.dataStart - local &&
    after.length === found.next - found.dataEnd &&
    listed.length === found.directory - directory &&
    holds(zip, local, before) &&
    holds(zip, found.dataEnd, after) &&
    holds(zip, directory, listed)
  );
}

function holds(zip: Bytes, at: number, bytes: readonly number[]): boolean {
  return bytes.every((byte, place) => zip[at + place] === byte);
}

function entryAt(zip: Bytes, view: DataView, directory: number, local: number, limit: number): Found {
  const inside = directory + CENTRAL_LENGTH <= zip.length - END_LENGTH;
  if (!inside || view.getUint32(directory, true) !== CENTRAL)
    throw new ZipFault('pack.hidden-bytes', nameAt(zip, view, local, limit));

  const flags = view.getUint16(directory + 8, true);
  const method = view.getUint16(directory + 10, true);
  const crc = view.getUint32(directory + 16, true);
  const packed = view.getUint32(directory + 20, true);
  const size = view.getUint32(directory + 24, true);
  const nameLength = view.getUint16(directory + 28, true);
  const extraLength = view.getUint16(directory + 30, true);
  const name = text(zip, directory + CENTRAL_LENGTH, nameLength);
  const extra = directory + CENTRAL_LENGTH + nameLength;
  const fits = extra + extraLength <= zip.length - END_LENGTH && local + LOCAL_LENGTH + nameLength <= limit;
  if (!fits) throw new ZipFault('pack.hidden-bytes', nameAt(zip, view, local, limit));

  const described = (flags & DESCRIBED) !== 0;
  const localExtra = local + LOCAL_LENGTH + nameLength;
  const dataStart = localExtra + view.getUint16(local + 28, true);
  const dataEnd = dataStart + packed;
  const agrees =
    view.getUint32(local, true) === LOCAL &&
    isPlain(view, directory, name) &&
    isHarmless(view, extra, extraLength) &&
    view.getUint16(local + 6, true) === flags &&
    view.getUint16(local + 8, true) === method &&
    view.getUint16(local + 26, true) === nameLength &&
    text(zip, local + LOCAL_LENGTH, nameLength) === name &&
    (described
      ? method !== STORED || size === 0
      : [0, 4, 8].every(
          (at) => view.getUint32(local + 14 + at, true) === view.getUint32(directory + 16 + at, true),
        )) &&
    dataEnd <= limit &&
    isHarmless(view, localExtra, dataStart - localExtra);
  if (!agrees) throw new ZipFault('pack.hidden-bytes', name);

  const compressed = zip.subarray(dataStart, dataEnd);
  const file: ZippedFile = { name, crc, packed, size, at: local };
  return {
    entry: { ...file, compressed, read: () => unpacked(compressed, file, method) },
    dataStart,
    dataEnd,
    directory: extra + extraLength,
    next: described ? afterDescriptor(view, file, dataEnd, limit) : dataEnd,
  };
}

/** The name before a file's bytes; null where no file begins there. */
function nameAt(zip: Bytes, view: DataView, local: number, limit: number): string | null {
  if (local + LOCAL_LENGTH > limit || view.getUint32(local, true) !== LOCAL) return null;
  const length = view.getUint16(local + 26, true);
  return local + LOCAL_LENGTH + length <= limit ? text(zip, local + LOCAL_LENGTH, length) : null;
}

/** A file or folder, stored or deflated, without comment, and on this disk. */
function isPlain(view: DataView, directory: number, name: string): boolean {
  const flags = view.getUint16(directory + 8, true);
  const method = view.getUint16(directory + 10, true);
  const type = view.getUint32(directory + 38, true) >>> 28; // of Unix: 8 is a file, 4 a folder, 0 nothing said
  return (
    view.getUint16(directory + 32, true) === 0 &&
    view.getUint16(directory + 34, true) === 0 &&
    (flags & ~HARMLESS_FLAGS) === 0 &&
    (method === STORED || method === DEFLATED) &&
    (type === 0 || type === (name.endsWith('/') ? 4 : 8))
  );
}

function isHarmless(view: DataView, at: number, length: number): boolean {
  if (length > LONGEST_EXTRA) return false;
  let left = length;
  while (left >= 4) {
    const field = view.getUint16(at + length - left, true);
    const taken = 4 + view.getUint16(at + length - left + 2, true);
    if (taken > left || !HARMLESS_FIELDS.includes(field)) return false;
    left -= taken;
  }
  return left === 0;
}

/** What follows a descriptor shows which it is. */
function afterDescriptor(view: DataView, file: ZippedFile, at: number, limit: number): number {
  for (const { length, crc, wide } of DESCRIPTORS) {
    const next = at + length;
    if (next !== limit && !(next + 4 <= limit && view.getUint32(next, true) === LOCAL)) continue;
    const packed = wide ? Number(view.getBigUint64(at + crc + 4, true)) : view.getUint32(at + crc + 4, true);
    if (view.getUint32(at + crc, true) === file.crc && packed === file.packed) return next;
    break;
  }
  throw new ZipFault('pack.hidden-bytes', file.name);
}

async function unpacked(bytes: Bytes, { name, size, crc }: ZippedFile, method: number): Promise<Bytes> {
  const content = method === STORED ? bytes : await inflated(bytes, size, name);
  if (content.length !== size || crc32(content) !== crc) throw new ZipFault('pack.unreadable', name);
  return content;
}

/** Inflates up to the announced size and no further, so that a small zip cannot fill the memory. */
async function inflated(bytes: Bytes, size: number, name: string): Promise<Bytes> {
  const content = new Uint8Array(size);
  let filled = 0;
  try {
    const source = new Response(bytes).body;
    const reader = source?.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      if (filled + part.value.length > size) break;
      content.set(part.value, filled);
      filled += part.value.length;
    }
  } catch {
    throw new ZipFault('pack.unreadable', name);
  }
  if (filled !== size) throw new ZipFault('pack.unreadable', name);
  return content;
}

function text(zip: Uint8Array, at: number, length: number): string {
  return new TextDecoder().decode(zip.subarray(at, at + length));
}
