const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_LENGTH = 30;
const CENTRAL_LENGTH = 46;
const END_LENGTH = 22;
const STORED = 0;
const DEFLATED = 8;

export type ZipEntry = { name: string; read: () => Promise<Uint8Array<ArrayBuffer>> };

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
 * differently: bytes between files could show two readers two different packs. PKWARE APPNOTE 6.3.10, sections 4.3.7
 * to 4.3.16.
 */
export function entriesOf(zip: Uint8Array<ArrayBuffer>): readonly ZipEntry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.length - END_LENGTH;
  if (end < 0 || view.getUint32(end, true) !== END) throw new ZipFault('pack.unreadable');

  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  if (count === 0xffff || size === 0xffffffff || start === 0xffffffff) throw new ZipFault('pack.too-large');
  if (start + size !== end) throw new ZipFault('pack.hidden-bytes');

  const entries: ZipEntry[] = [];
  let directory = start;
  let expected = 0;
  for (let file = 0; file < count; file++) {
    const found = entryAt(zip, view, directory, expected, start);
    entries.push(found.entry);
    directory = found.directory;
    expected = found.next;
  }
  if (directory !== end || expected !== start) throw new ZipFault('pack.hidden-bytes');
  return entries;
}

function entryAt(
  zip: Uint8Array<ArrayBuffer>,
  view: DataView,
  directory: number,
  local: number,
  limit: number,
) {
  const inside = directory + CENTRAL_LENGTH <= zip.length && local + LOCAL_LENGTH <= limit;
  if (!inside || view.getUint32(directory, true) !== CENTRAL || view.getUint32(local, true) !== LOCAL) {
    throw new ZipFault('pack.hidden-bytes');
  }

  const flags = view.getUint16(directory + 8, true);
  const method = view.getUint16(directory + 10, true);
  const packed = view.getUint32(directory + 20, true);
  const size = view.getUint32(directory + 24, true);
  const nameLength = view.getUint16(directory + 28, true);
  const described = (flags & 0x8) !== 0;
  const name = text(zip, directory + CENTRAL_LENGTH, nameLength);
  const agrees =
    view.getUint16(local + 6, true) === flags &&
    view.getUint16(local + 8, true) === method &&
    view.getUint16(local + 26, true) === nameLength &&
    text(zip, local + LOCAL_LENGTH, nameLength) === name &&
    (described || (view.getUint32(local + 18, true) === packed && view.getUint32(local + 22, true) === size));
  if (!agrees) throw new ZipFault('pack.hidden-bytes', name);

  const data = local + LOCAL_LENGTH + nameLength + view.getUint16(local + 28, true);
  const dataEnd = data + packed;
  if (dataEnd > limit) throw new ZipFault('pack.unreadable', name);
  return {
    entry: { name, read: () => unpacked(zip.subarray(data, dataEnd), { name, method, flags, size }) },
    directory:
      directory +
      CENTRAL_LENGTH +
      nameLength +
      view.getUint16(directory + 30, true) +
      view.getUint16(directory + 32, true),
    next: described ? afterDescriptor(view, dataEnd, limit) : dataEnd,
  };
}

/** A descriptor may have a signature, and its sizes have 4 or 8 bytes. What follows it shows which form it has. */
function afterDescriptor(view: DataView, at: number, limit: number): number {
  for (const length of [16, 24, 12, 20]) {
    const next = at + length;
    if (next === limit || (next + 4 <= limit && view.getUint32(next, true) === LOCAL)) return next;
  }
  throw new ZipFault('pack.hidden-bytes');
}

async function unpacked(
  bytes: Uint8Array<ArrayBuffer>,
  { name, method, flags, size }: { name: string; method: number; flags: number; size: number },
): Promise<Uint8Array<ArrayBuffer>> {
  if ((flags & 0x1) !== 0 || (method !== STORED && method !== DEFLATED))
    throw new ZipFault('pack.unreadable', name);
  const content = method === STORED ? bytes : await inflated(bytes, size, name);
  if (content.length !== size) throw new ZipFault('pack.unreadable', name);
  return content;
}

/** Inflates up to the announced size and no further, so that a small zip cannot fill the memory. */
async function inflated(
  bytes: Uint8Array<ArrayBuffer>,
  size: number,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
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
