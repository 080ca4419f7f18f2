/** A file in a zip: the name, and the numbers that its headers give. */
export type ZippedFile = { name: string; crc: number; packed: number; size: number; at: number };

/**
 * The bytes that a pack has around its files, all of them: names, sizes and checksums are the only things that differ
 * from pack to pack. src/Core/Evidence/ZipForm.cs writes them.
 */
export type ZipForm = {
  /** What the directory names as the system that made the zip: 3 (Unix), or 0. */
  host: number;
  /** Whether sizes and checksum stand behind each file, not before it. */
  described: boolean;
  /** The files that are not compressed. */
  stored: readonly string[];
};

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const DESCRIPTOR = 0x08074b50;
const VERSION = 20;
const FIRST_OF_1980 = 0x21;
const REGULAR_FILE = 0x81a40000;

/** As packs are written. What signs the others is not compressed: it has no other form. */
export const OWN: ZipForm = { host: 3, described: false, stored: ['manifest.json', 'manifest.dsse.json'] };

/** First our own, then as packs were written before the statement listed the compressed bytes. */
export const FORMS: readonly ZipForm[] = [
  OWN,
  { host: 3, described: true, stored: [] },
  { host: 3, described: false, stored: [] },
  { host: 0, described: true, stored: [] },
  { host: 0, described: false, stored: [] },
];

export function headerBefore(form: ZipForm, file: ZippedFile): readonly number[] {
  const { name, crc, packed, size } = file;
  const sizes = form.described ? [0, 0, 0] : [crc, packed, size];
  return [
    ...u32(LOCAL),
    ...common(form, name),
    ...sizes.flatMap(u32),
    ...u16(name.length),
    ...u16(0),
    ...ascii(name),
  ];
}

export function headerAfter(form: ZipForm, { crc, packed, size }: ZippedFile): readonly number[] {
  return form.described ? [DESCRIPTOR, crc, packed, size].flatMap(u32) : [];
}

export function directoryEntry(
  form: ZipForm,
  { name, crc, packed, size, at }: ZippedFile,
): readonly number[] {
  return [
    ...u32(CENTRAL),
    ...u16((form.host << 8) | VERSION),
    ...common(form, name),
    ...[crc, packed, size].flatMap(u32),
    ...[name.length, 0, 0, 0, 0].flatMap(u16),
    ...u32(REGULAR_FILE),
    ...u32(at),
    ...ascii(name),
  ];
}

export function directoryEnd(count: number, start: number, size: number): readonly number[] {
  return [...u32(END), ...[0, 0, count, count].flatMap(u16), ...u32(size), ...u32(start), ...u16(0)];
}

function common(form: ZipForm, name: string): readonly number[] {
  const method = form.stored.includes(name) ? 0 : 8;
  return [VERSION, form.described ? 8 : 0, method, 0, FIRST_OF_1980].flatMap(u16);
}

function u16(value: number): readonly number[] {
  return [value & 0xff, (value >>> 8) & 0xff];
}

function u32(value: number): readonly number[] {
  return [...u16(value & 0xffff), ...u16(value >>> 16)];
}

function ascii(text: string): readonly number[] {
  return Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}
