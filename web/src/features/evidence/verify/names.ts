import type { Zip } from './zip';

/**
 * The files by their names in the pack. Another program may add entries for folders, which hold nothing, and put
 * everything into one folder. src/Core/Evidence/PackNames.cs does the same.
 */
export function filesOf({ entries, form }: Zip) {
  if (form) return entries.map((entry) => ({ entry, name: entry.name }));

  const files = entries.filter(({ name, size }) => size > 0 || !name.endsWith('/')).map(({ name }) => name);
  const folders = new Set(files.flatMap(above));
  const [first = ''] = files;
  const root = first.slice(0, first.indexOf('/') + 1);
  const isWrapped = files.includes(`${root}manifest.json`) && files.every((name) => name.startsWith(root));
  return entries
    .filter(({ name }) => !folders.has(name))
    .map((entry) => ({ entry, name: isWrapped ? entry.name.slice(root.length) : entry.name }));
}

/** The folders that a file lies in, as a zip names them: `trials/`, `trials/c01-r1/`. */
function above(file: string): readonly string[] {
  return Array.from(file.matchAll(/\//g), ({ index }) => file.slice(0, index + 1));
}
