/** A document as a shape reads it; null where it is none. */
export function read<T>(json: string, shape: (document: Readonly<Record<string, unknown>>) => T): T | null {
  try {
    const document: unknown = JSON.parse(json);
    return keysIn(json) === keysOf(document) ? shape(record(document)) : null;
  } catch (problem) {
    if (problem instanceof SyntaxError || problem instanceof TypeError) return null;
    throw problem;
  }
}

/** How many keys the text has. More than its value has means that one stands twice in an object. */
function keysIn(json: string): number {
  return [...json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon).length;
}

function keysOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const members: readonly unknown[] = Object.values(value);
  return members.reduce<number>(
    (sum, member) => sum + keysOf(member),
    Array.isArray(value) ? 0 : members.length,
  );
}

export function number(value: unknown): number {
  if (typeof value !== 'number') throw new TypeError();
  return value;
}

/** As C# reads an int. */
export function whole(value: unknown): number {
  const read = number(value);
  if (!Number.isInteger(read) || read < -(2 ** 31) || read >= 2 ** 31) throw new TypeError();
  return read;
}

export function boolean(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError();
  return value;
}

/** What stands for a key that is not there. Null is there, and must be what the key may hold. */
export function or(value: unknown, absent: unknown): unknown {
  return value === undefined ? absent : value;
}

export function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError();
  return { ...value };
}

export function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError();
  return value;
}

export function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError();
  return value;
}

/**
 * A moment as one text for all ways to write it: as C# has it, in steps of 100 ns and whatever the offset.
 */
export function instant(value: unknown): string {
  const [, seconds, fraction = '', offset] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,16}))?(Z|[+-]\d\d:\d\d)$/.exec(text(value)) ?? [];
  const at = Date.parse(`${seconds}${offset}`);
  if (!Number.isFinite(at)) throw new TypeError();
  return `${at} ${fraction.padEnd(7, '0').slice(0, 7)}`;
}
