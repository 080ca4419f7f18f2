/**
 * The keys of a table, in its order. A table over a union of the API has a row for each of its members: a new one does
 * not compile without its row.
 */
export function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(table) as Key[];
}
