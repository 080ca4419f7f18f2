import { useId } from 'react';
import type { FileReading, ReadingPart } from '../api/types';
import { limits } from '../limits/limits';
import { AreaField, SelectField, TextField } from '../ui/fields';
import { DECIMAL_SIGNS, delimiters, encodings, HEADERS, surely, type Dialect } from './dialect';

/** Fields for how a file is written. Each shows what was judged, how sure that is and why. */
export function DialectFields({
  dialect,
  reading,
  wrong,
  onChange,
}: {
  dialect: Dialect;
  /** How the file was read; null before it is. */
  reading: FileReading | null;
  /** The field that the server refused. */
  wrong: keyof Dialect | undefined;
  onChange: (change: Partial<Dialect>) => void;
}) {
  const refused = (field: keyof Dialect) => (wrong === field ? 'See the message about this.' : undefined);
  return (
    <div className="grid grid-cols-1 items-start gap-4 sm:grid-cols-2">
      <Choice
        label="Between cells"
        choices={delimiters()}
        value={dialect.delimiter}
        part={reading?.delimiter}
        error={refused('delimiter')}
        onChange={(delimiter) => onChange({ delimiter })}
      />
      <Choice
        label="Line 1 is"
        choices={HEADERS}
        value={dialect.header}
        part={reading?.header}
        error={refused('header')}
        onChange={(header) => onChange({ header })}
      />
      {dialect.header === 'absent' ? (
        <div className="sm:col-span-2">
          <AreaField
            label="Names of the columns, one on each line"
            hint="In the order of the file. Without names, the columns are column_1, column_2 and so on."
            value={dialect.names}
            error={refused('names')}
            onChange={(names) => onChange({ names })}
          />
        </div>
      ) : null}
      <Encoding
        value={dialect.encoding}
        part={reading?.encoding}
        error={refused('encoding')}
        onChange={(encoding) => onChange({ encoding })}
      />
      <Choice
        label="Decimal sign of numbers"
        choices={DECIMAL_SIGNS}
        value={dialect.decimalSign}
        part={reading?.decimalSign}
        onChange={(decimalSign) => onChange({ decimalSign })}
      />
      <SelectField
        label="A cell is missing where it"
        value={dialect.missing}
        hint={
          dialect.missing === 'usual' ? `The usual texts are ${limits().missingTexts.join(', ')}.` : undefined
        }
        onChange={(event) => onChange({ missing: event.target.value })}
      >
        <option value="usual">is empty or has one of the usual texts</option>
        <option value="empty">is empty, and nowhere else</option>
        <option value="listed">is empty or has one of these texts</option>
      </SelectField>
      {dialect.missing === 'listed' ? (
        <AreaField
          label="Texts that mean “missing”, one on each line"
          hint="For example -9 or unknown. Capitals matter."
          value={dialect.tokens}
          onChange={(tokens) => onChange({ tokens })}
        />
      ) : null}
    </div>
  );
}

function Choice({
  label,
  choices,
  value,
  part,
  error,
  onChange,
}: {
  label: string;
  choices: Readonly<Record<string, string>>;
  value: string;
  part: ReadingPart | undefined;
  error?: string | undefined;
  onChange: (value: string) => void;
}) {
  const known = value === '' || value in choices;
  return (
    <SelectField
      label={label}
      value={value}
      error={error}
      hint={value === '' && part?.basis !== 'declared' ? part?.reason : undefined}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{judged(part, choices)}</option>
      {Object.entries(choices).map(([choice, name]) => (
        <option key={choice} value={choice}>
          {name}
        </option>
      ))}
      {known ? null : <option value={value}>{value}</option>}
    </SelectField>
  );
}

/** Any of .NET's encodings may be named; the usual ones are suggested. */
function Encoding({
  value,
  part,
  error,
  onChange,
}: {
  value: string;
  part: ReadingPart | undefined;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const list = useId();
  const why = part && part.basis !== 'declared' ? `${judged(part, encodings())}. ${part.reason}` : undefined;
  return (
    <>
      <TextField
        label="Encoding"
        list={list}
        value={value}
        placeholder="Judge from the file"
        hint={value === '' ? (why ?? 'For example utf-8, windows-1251 or shift_jis.') : undefined}
        error={error}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={list}>
        {limits().encodings.map(({ value: name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </datalist>
    </>
  );
}

/** "Judged: semicolon, 98 % sure". */
function judged(part: ReadingPart | undefined, choices: Readonly<Record<string, string>>): string {
  if (!part || part.basis === 'declared') return 'Judge from the file';
  const found = choices[part.value] ?? part.value;
  const how = part.basis === 'file' ? 'The file says' : 'Judged';
  return [`${how}: ${found}`, surely(part)].filter(Boolean).join(', ');
}
