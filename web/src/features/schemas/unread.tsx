import { createContext, useContext, useState } from 'react';
import type { Column } from '../../api/types';
import { canonical } from '../../format/canonical';
import { useFormDraft } from '../../ui/useFormDraft';

/** Texts that are typed in the fields of columns and cannot be read as values: by column, then by field. */
type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The unread texts of the selected column, by field, and how a field keeps one; null where it can be read. */
export const UnreadTexts = createContext<{
  texts: Readonly<Record<string, string>>;
  keep: (field: string, text: string | null) => void;
}>({ texts: {}, keep: () => undefined });

/** What the fields of a schema's columns could not read. The schema is not saved while there is any. */
export function useUnread(key: string) {
  const { value, set, forget } = useFormDraft<Texts>(`${key}:unread`, () => ({}));
  const put = (column: string, texts: Texts[string]) => {
    const others = Object.entries(value).filter(([name]) => name !== column);
    set(Object.fromEntries(Object.keys(texts).length > 0 ? [...others, [column, texts]] : others));
  };
  return {
    /** The names of those of the columns that have such a text. */
    namesIn: (columns: readonly Column[]) => columns.map(({ name }) => name).filter((name) => name in value),
    of: (column: string) => ({
      texts: value[column] ?? {},
      keep: (field: string, text: string | null) => {
        const { [field]: before, ...others } = value[column] ?? {};
        if (text !== null || before !== undefined)
          put(column, text === null ? others : { ...others, [field]: text });
      },
    }),
    /** Follows a column to its new name. Another kind has other fields. */
    follow: (was: Column, is: Column) => {
      const { [was.name]: texts, ...others } = value;
      if (texts && was.kind !== is.kind) set(others);
      else if (texts && was.name !== is.name) set({ ...others, [is.name]: texts });
    },
    clear: () => {
      set({});
      forget();
    },
  };
}

/**
 * The text of a field whose value has to be read. A text that cannot be read stays in the field, is an error, and
 * leaves the value as it was.
 * @param read The value; undefined for a text that cannot be read.
 */
export function useTyped<TValue>(
  field: string,
  value: TValue,
  write: (value: TValue) => string,
  read: (text: string) => TValue | undefined,
  onChange: (value: TValue) => void,
) {
  const { texts, keep } = useContext(UnreadTexts);
  const [typed, setTyped] = useState(() => write(value));
  const unread = texts[field];
  const last = read(typed);
  // Discarding, or undoing, gives the field another value than the one that was typed.
  const asTyped = last !== undefined && canonical(last) === canonical(value);
  return {
    text: unread ?? (asTyped ? typed : write(value)),
    bad: unread !== undefined,
    type: (text: string) => {
      const next = read(text);
      setTyped(text);
      keep(field, next === undefined ? text : null);
      if (next !== undefined) onChange(next);
    },
  };
}
