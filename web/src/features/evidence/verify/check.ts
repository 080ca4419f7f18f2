import type { PackFault } from '../../../api/types';
import { canonical } from '../../../format/canonical';
import type { Bytes } from './bytes';
import { areSame } from './near';

/** The pack's files, and the faults that were found in them so far. */
export class Check {
  readonly faults: PackFault[] = [];
  readonly digests: ReadonlyMap<string, string>;
  readonly #documents: ReadonlyMap<string, Bytes>;

  constructor(digests: ReadonlyMap<string, string>, documents: ReadonlyMap<string, Bytes>) {
    this.digests = digests;
    this.#documents = documents;
  }

  /** Whether two values are equal as canonical JSON; nothing equals nothing. */
  same(said: unknown, found: unknown, file: string, what: string) {
    this.require(canonical(said ?? null) === canonical(found ?? null), file, what);
  }

  /** Whether two values are equal but for the last digits of numbers. */
  near(said: unknown, found: unknown, file: string, what: string) {
    this.require(areSame(said, found), file, what);
  }

  require(holds: boolean, file: string, what: string) {
    if (holds) return;
    const reason = `${what} is not what the other documents say`;
    this.faults.push({ file, code: 'pack.contradiction', reason });
  }

  /** Reads a document; where there is none, or it is none, that is a fault. */
  parse<T>(file: string, as: (json: string) => T | null): T | null {
    const document = this.peek(file, as);
    if (!document) this.faults.push(this.#documents.has(file) ? malformed(file) : missing(file));
    return document;
  }

  peek<T>(file: string, as: (json: string) => T | null): T | null {
    const bytes = this.#documents.get(file);
    return bytes ? as(new TextDecoder().decode(bytes)) : null;
  }
}

export function missing(file: string): PackFault {
  return { file, code: 'pack.missing-file', reason: 'it is missing' };
}

export function malformed(file: string): PackFault {
  return {
    file,
    code: 'pack.malformed-document',
    reason: 'it cannot be read as the document it should be',
  };
}
