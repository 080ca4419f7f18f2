import type { DialectChoice, FileReading, ReadingPart, SeedFile } from '../api/types';
import { percent } from '../format/numbers';
import { limits } from '../limits/limits';

/** How a file is written, as a form holds it. What is empty is judged on the file. */
export type Dialect = {
  delimiter: string;
  /** "present" or "absent". */
  header: string;
  /** The names of the columns of a file without a header, one on each line. */
  names: string;
  encoding: string;
  /** "comma" or "point". */
  decimalSign: string;
  /** "usual", "empty" (only the empty cell) or "listed". */
  missing: string;
  /** The texts that mean a missing cell, one on each line. */
  tokens: string;
};

export const JUDGED: Dialect = {
  delimiter: '',
  header: '',
  names: '',
  encoding: '',
  decimalSign: '',
  missing: 'usual',
  tokens: '',
};

/** What the API takes beside a file. */
export type DialectQuery = {
  delimiter?: string;
  header?: string;
  names?: string[];
  encoding?: string;
  decimalComma?: boolean;
  missing?: string[];
};

const lines = (text: string) => text.split('\n').filter((line) => line.trim() !== '');

export function queryOf(dialect: Dialect): DialectQuery {
  const { delimiter, header, encoding, decimalSign } = dialect;
  const names = header === 'absent' ? lines(dialect.names).map((name) => name.trim()) : [];
  return {
    ...(delimiter === '' ? {} : { delimiter }),
    ...(header === '' ? {} : { header }),
    ...(names.length === 0 ? {} : { names }),
    ...(encoding.trim() === '' ? {} : { encoding: encoding.trim() }),
    ...(decimalSign === '' ? {} : { decimalComma: decimalSign === 'comma' }),
    ...missingOf(dialect),
  };
}

/** What the address of an upload says about its file. */
export function addressOf(name: string, dialect: Dialect): URLSearchParams {
  const address = new URLSearchParams({ name });
  for (const [key, value] of Object.entries(queryOf(dialect)))
    for (const one of [value].flat()) address.append(key, String(one));
  return address;
}

function missingOf({ missing, tokens }: Dialect): Pick<DialectQuery, 'missing'> {
  if (missing === 'usual') return {};
  const listed = missing === 'listed' ? lines(tokens) : [];
  // One empty text says that only the empty cell is missing.
  return { missing: listed.length === 0 ? [''] : listed };
}

/** What a person has said about a seed's file so far. */
export function dialectOf({ reading, profile }: Pick<SeedFile, 'reading' | 'profile'>): Dialect {
  if (!reading) return JUDGED;
  const said = ({ basis, value }: ReadingPart) => (basis === 'declared' ? value : '');
  const tokens = reading.missingDeclared ? reading.missing.filter((token) => token !== '') : [];
  const listed = tokens.length > 0 ? 'listed' : 'empty';
  return {
    delimiter: said(reading.delimiter),
    header: said(reading.header),
    names: (profile.schema.format.names ?? []).join('\n'),
    encoding: said(reading.encoding),
    decimalSign: said(reading.decimalSign),
    missing: reading.missingDeclared ? listed : 'usual',
    tokens: tokens.join('\n'),
  };
}

type Titles = Readonly<Record<string, string>>;

function titlesOf(choices: readonly DialectChoice[]): Titles {
  return Object.fromEntries(choices.map(({ value, title }) => [value, title]));
}

/** The usual delimiters with their titles. */
export const delimiters = (): Titles => titlesOf(limits().delimiters);

/** The usual encodings with their titles. */
export const encodings = (): Titles => titlesOf(limits().encodings);

export const HEADERS: Titles = {
  present: 'The names of the columns',
  absent: 'A row: there is no header',
};

export const DECIMAL_SIGNS: Titles = {
  point: 'A point: 3.14',
  comma: 'A comma: 3,14',
};

/** "98 % sure"; empty where that is not known. Never rounded up: only what is certain is 100 %. */
export function surely({ sure }: ReadingPart): string {
  return sure == null ? '' : `${percent(Math.floor(sure * 100) / 100, 0)} sure`;
}

/** "semicolon, header, Western European (Windows-1252), decimal comma, own missing texts". */
export function summaryOf(reading: FileReading): string {
  const { delimiter, header, encoding, decimalSign } = reading;
  return [
    delimiters()[delimiter.value]?.toLowerCase() ?? `“${delimiter.value}”`,
    header.value === 'absent' ? 'no header' : 'header',
    encodings()[encoding.value] ?? encoding.value,
    `decimal ${decimalSign.value}`,
    ...(reading.missingDeclared ? ['your missing texts'] : []),
  ].join(', ');
}

/** What was judged with too little to go on, as words for a sentence. */
export function doubtsOf(reading: FileReading): readonly string[] {
  const parts: readonly (readonly [string, ReadingPart])[] = [
    ['the delimiter', reading.delimiter],
    ['whether line 1 is the header', reading.header],
    ['the decimal sign', reading.decimalSign],
  ];
  return parts.flatMap(([name, part]) =>
    part.sure != null && part.sure < limits().doubtfulBelow ? [`${name} (${surely(part)})`] : [],
  );
}

/** The field that a refusal of a file is about. */
const FIELDS: Readonly<Record<string, keyof Dialect>> = {
  'csv.delimiter': 'delimiter',
  'csv.ragged-row': 'delimiter',
  'csv.names': 'names',
  'csv.no-header': 'header',
  'csv.duplicate-header': 'header',
  'csv.empty-header': 'header',
  'csv.encoding': 'encoding',
  'csv.encoding-name': 'encoding',
  'csv.encoding-unknown': 'encoding',
  'csv.nul-byte': 'encoding',
};

export function fieldOf(code: string | undefined): keyof Dialect | undefined {
  return FIELDS[code ?? ''];
}
