import type { Column, ColumnKind, Schema } from '../../api/types';
import { groupsError } from './levelGroups';

export const KIND_TITLES: Readonly<Record<ColumnKind, string>> = {
  integer: 'Integer',
  decimal: 'Decimal',
  categorical: 'Categorical',
  boolean: 'Boolean',
  date: 'Date',
  datetime: 'Datetime',
  text: 'Text',
  identifier: 'Identifier',
};

export const ROLE_MEANS: Readonly<Record<Column['role'], string>> = {
  attribute: 'An ordinary column.',
  identifier: 'Names a row or a person. It is generated, never copied.',
  'quasi-identifier': 'Could identify a person together with other columns.',
  sensitive: 'Nobody should learn this about a person.',
  target: 'Utility is measured by predicting this column.',
};

/** The column as another kind. Fields that both kinds have are kept. */
export function withKind(column: Column, kind: ColumnKind): Column {
  const { name, nullable, role, domain, unit, description } = column;
  const common = {
    name,
    nullable,
    role,
    domain,
    ...(unit ? { unit } : {}),
    ...(description ? { description } : {}),
  };
  switch (kind) {
    case 'categorical':
      return {
        kind,
        ...common,
        levels: column.kind === 'boolean' ? [column.falseText, column.trueText] : [],
        ordered: false,
      };
    case 'boolean':
      return { kind, ...common, falseText: 'false', trueText: 'true' };
    case 'date':
      return { kind, ...common, format: 'yyyy-MM-dd' };
    case 'datetime':
      return { kind, ...common, format: "yyyy-MM-dd'T'HH:mm:ss" };
    case 'integer':
    case 'decimal':
    case 'text':
    case 'identifier':
      return { kind, ...common };
  }
}

/**
 * The column with its cells written otherwise. Bounds that were read from the seed are bounds of the format before:
 * they are left out, so that a fit reads them from the seed.
 */
export function withFormat<TColumn extends Extract<Column, { min?: unknown }>>(
  column: TColumn,
  format: TColumn['format'],
): TColumn {
  return column.domain === 'seed' ? { ...column, format, min: null, max: null } : { ...column, format };
}

export type ColumnErrors = Readonly<Record<string, string>>;

/** The errors of a column, by field. The server checks again and decides. */
export function errorsOf(column: Column, all: readonly Column[]): ColumnErrors {
  const errors: Record<string, string> = {};
  if (column.kind === 'text' && column.redacted == null)
    errors.kind = 'No generator models free text. Redact or remove the column, or choose another kind.';
  if (column.kind === 'text' && column.redacted?.trim() === '')
    errors.redacted = 'Enter the text that stands in every cell that is not missing.';
  if (column.name.trim() === '') errors.name = 'A column needs a name.';
  else if (all.filter(({ name }) => name === column.name).length > 1)
    errors.name = 'Another column has this name.';
  if ('min' in column && column.min != null && column.max != null && column.min > column.max) {
    errors.max = 'The largest value is below the smallest one.';
  }
  if ('values' in column && column.values) {
    if (column.values.some((value, place, all) => place > 0 && !(value > (all[place - 1] ?? value))))
      errors.values = 'Values must ascend.';
    else if (column.bins) errors.values = 'Enter either values or bins.';
  }
  if ('bins' in column && column.bins) {
    if (column.bins.length < 2) errors.bins = 'Enter at least two edges.';
    else if (column.bins.some((edge, place, all) => place > 0 && !(edge > (all[place - 1] ?? edge))))
      errors.bins = 'Edges must ascend.';
  }
  if (column.kind === 'decimal' && column.step != null && column.step <= 0)
    errors.step = 'The step must be greater than 0.';
  if (column.kind === 'categorical') {
    if (column.levels.length === 0) errors.levels = 'A categorical column needs at least one level.';
    else if (new Set(column.levels).size < column.levels.length) errors.levels = 'A level is listed twice.';
    const wrong = groupsError(column.levels, column.hierarchy ?? {});
    if (wrong) errors.hierarchy = wrong;
  }
  if (column.kind === 'boolean' && column.falseText === column.trueText)
    errors.trueText = 'True and false need different texts.';
  if (column.kind === 'identifier' && column.pattern && !/(?<!\\)[#*%?~^`|]/.test(column.pattern)) {
    errors.pattern = 'A pattern needs a # for each digit (or ? for a capital letter), for example P-######.';
  }
  return errors;
}

/** The names of the columns that have errors. */
export function faulty(schema: Schema): readonly string[] {
  return schema.columns
    .filter((column) => Object.keys(errorsOf(column, schema.columns)).length > 0)
    .map(({ name }) => name);
}
