const nameIn = (message: string) => /'([^']+)'/.exec(message)?.[1];

/** The name that a refusal puts in quotes first. */
const named = (message: string) => nameIn(message) ?? 'it';

/** What a list of missing declarations writes as a schema's keys, and the designer's control for it. */
const CONTROLS: readonly (readonly [string, string])[] = [
  [
    '"privacy": { "maxRows": 100000 }, and where a person may have several rows also "entity", the column that ' +
      'tells them apart, and "rowsPerEntity"',
    'switch on “Allow generators with differential privacy”, and where a person may have several rows choose the ' +
      '“Unit of protection”',
  ],
  ['"domain": "public" with', '“Bounds and levels come from” set to “Public knowledge”, with'],
  ['"min" and "max"', 'the smallest and the largest value'],
  ['"values"', '“Public values”'],
  ['"bins"', '“Edges of public bins”'],
  ['"levels"', 'levels'],
  ['the option domain-share', 'the option “Domain share”'],
  [
    'remove its reason if you know without the rows that it holds',
    'press “I know this without the rows” beside it if you do',
  ],
];

/** A list as the designer's fields take it: [0, 1, 2] → 0, 1, 2. */
const LIST = /\[([^[\]]*)\]/g;

const IN_THE_WEB: Readonly<Record<string, (message: string) => string>> = {
  'privacy.no-maximum': () =>
    'Generators with differential privacy need a schema that allows them. In the schema, switch on ' +
    '“Allow generators with differential privacy” and enter the largest possible number of rows.',
  'privacy.delta': (message) =>
    'δ must be above 0 and below 1 ÷ the largest possible number of rows that the schema declares. ' +
    `With a larger δ, the guarantee would allow single rows to be revealed.${/ Try [^ ]+\.$/.exec(message)?.[0] ?? ''}`,
  'privacy.too-many-rows': () =>
    'The seed has more rows than the largest possible number that the schema declares. Declare a larger ' +
    'number in the schema, and choose a δ below 1 ÷ that number.',
  'privacy.no-domain': (message) =>
    `The values of column “${named(message)}” would be read from the seed, whose rows are private. In the ` +
    'schema, declare them and set “Bounds and levels come from” to “Public knowledge”. Or set the option ' +
    '“Domain share”, for example to 0.1: it spends that part of ε on finding them.',
  'privacy.no-key-range': (message) =>
    `Column “${named(message)}” must be unique, so its values are made up, and the schema does not say ` +
    (message.includes('"levels"')
      ? 'which there are. In the schema, at this column, enter all levels'
      : 'between which they lie. In the schema, at this column, enter the smallest and the largest') +
    ', with room for all rows and without looking at the data, and set “Bounds and levels come from” to “Public ' +
    'knowledge”. Or choose the kind “Identifier”. Nothing was spent.',
  'privacy.not-declared': (message) =>
    CONTROLS.reduce((text, [keys, control]) => text.replaceAll(keys, control), message).replaceAll(
      LIST,
      (_, values: string) => values.replaceAll('"', ''),
    ),
  'privacy.outside-domain': (message) =>
    message.includes('missing cells')
      ? `Column “${named(message)}” has missing cells, but the schema does not allow them. In the schema, ` +
        'switch on “Cells may be missing”, or correct the rows.'
      : `Column “${named(message)}” has values outside its public domain, and the schema refuses such rows. ` +
        'In the schema, widen the domain without looking at the data, or choose “Replace with the nearest bound”.',
  'privacy.entity-rows': (message) =>
    `One “${named(message)}” has more rows than the schema allows. In the schema, allow more rows (the noise ` +
    'grows with their number), or choose “Leave the surplus rows out”.',
  'privacy.combinations': (message) =>
    `${message.split(/ Switch it off/)[0] ?? message} In the schema, switch off this constraint: the generator ` +
    'learns the relation within its budget.',
};

/** A refusal of the server in the words of the web, which name the controls that mend it. */
export function inWebWords(code: string | null | undefined, message: string): string {
  return IN_THE_WEB[code ?? '']?.(message) ?? message;
}

const OTHER_SCHEMA_CODES = [
  'generation.text-column',
  'generation.no-columns',
  'generation.constraint-column',
  'generation.constraint-kinds',
  'generation.unsatisfiable',
  'generation.seed-contradicts',
  'generation.unique-in-combinations',
  'generation.unique-continuous',
  'generation.sum-bound',
  'privacy.constraint',
  'privacy.empty-domain',
];

/** Whether the schema is the place to mend a refusal. */
export function isOfSchema(code: string | null | undefined): boolean {
  return code != null && (code in IN_THE_WEB || OTHER_SCHEMA_CODES.includes(code));
}

const OF_ONE_COLUMN = ['privacy.no-domain', 'privacy.no-key-range', 'privacy.outside-domain'];

/** Where a refusal is mended that {@link isOfSchema}: at the column that it names, or at the schema. */
export function schemaPage(
  { projectId, schemaId }: { projectId: string; schemaId: string },
  code: string | null | undefined,
  message: string,
): string {
  const page = `/projects/${projectId}/schemas/${schemaId}`;
  const column = code != null && OF_ONE_COLUMN.includes(code) ? nameIn(message) : undefined;
  return column === undefined ? page : `${page}?column=${encodeURIComponent(column)}`;
}
