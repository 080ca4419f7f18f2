import type { Column, Constraint, ConstraintDescription, Schema } from '../../api/types';
import { canonical } from '../../format/canonical';
import { columnsOf, renamed } from './constraints';

/**
 * The schema without one of its columns, and without the constraints that speak of it. It says that the column was
 * dropped, so that files that still have it are read.
 * @param ofFile Whether files have the column: one that was only just added is in none.
 */
export function withoutColumn(
  schema: Schema,
  place: number,
  kinds: readonly ConstraintDescription[],
  ofFile = true,
): Schema {
  const name = schema.columns[place]?.name;
  return {
    ...schema,
    ...(ofFile && name
      ? { dropped: [...(schema.dropped ?? []).filter((other) => other !== name), name] }
      : {}),
    columns: schema.columns.filter((_, other) => other !== place),
    constraints: schema.constraints.filter(
      (constraint) => !columnsOf(constraint, kinds).includes(name ?? ''),
    ),
    ...(schema.privacy?.entity === name && schema.privacy
      ? { privacy: { ...schema.privacy, entity: null, rowsPerEntity: 1 } }
      : {}),
  };
}

/** The schema with a column at its end; if it was dropped before, it no longer is. */
export function withColumn(schema: Schema, column: Column): Schema {
  return { ...undropped(schema, column.name), columns: [...schema.columns, column] };
}

/** A column that the schema describes is not a dropped one. */
function undropped(schema: Schema, name: string): Schema {
  const dropped = schema.dropped?.filter((other) => other !== name);
  return dropped ? { ...schema, dropped: dropped.length > 0 ? dropped : null } : schema;
}

/** A new text column cannot be generated, so a new column begins as a number. */
export function newColumn(all: readonly Column[]): Column {
  for (let number = all.length + 1; ; number++) {
    const name = `column ${number}`;
    if (!all.some((column) => column.name === name))
      return { kind: 'integer', name, nullable: false, role: 'attribute', domain: 'seed' };
  }
}

/**
 * The schema with a column changed. Constraints and the unit of protection follow the column's new name.
 * @param known The name by which they know the column: its last one that no other column had.
 */
export function withChanged(
  schema: Schema,
  place: number,
  next: Column,
  known: string,
  kinds: readonly ConstraintDescription[],
): Schema {
  const before = schema.columns[place];
  if (before?.kind === next.kind && formatOf(before) !== formatOf(next)) {
    const constraints = schema.constraints.map((constraint) =>
      hangsOnFormat(constraint, known, kinds) ? { ...constraint, active: false } : constraint,
    );
    return withChanged(
      { ...schema, columns: schema.columns.with(place, next), constraints },
      place,
      next,
      known,
      kinds,
    );
  }
  const columns = schema.columns.map((was, other) => (other === place ? next : was));
  if (isTaken(schema, place, next.name) || next.name === known) return { ...schema, columns };
  return {
    ...undropped(schema, next.name),
    columns,
    constraints: schema.constraints.map((constraint) => renamed(constraint, known, next.name, kinds)),
    ...(schema.privacy?.entity === known && schema.privacy
      ? { privacy: { ...schema.privacy, entity: next.name } }
      : {}),
  };
}

/** What a change of a column's format took from a schema, and how to give it back. */
export type FormatTaken = { what: string; back: (current: Schema) => Schema };

/**
 * What the schema lost because a column got another format; null where it lost nothing.
 * @param name The column's name, before and after.
 */
export function takenByFormat(before: Schema, after: Schema, name: string): FormatTaken | null {
  const of = (schema: Schema) => schema.columns.find((column) => column.name === name);
  const [was, is] = [of(before), of(after)];
  if (!was || !is || !isWritten(was) || !isWritten(is)) return null;
  if (was.kind !== is.kind || formatOf(was) === formatOf(is)) return null;

  const bounded = (was.min != null && is.min == null) || (was.max != null && is.max == null);
  const off = before.constraints.filter(
    ({ active }, place) => active && after.constraints[place]?.active === false,
  );
  const said = [
    bounded && `The bounds of “${name}” that were read in its former format are left out.`,
    off.length > 0 && `Constraints that were found in the former format of “${name}” are switched off.`,
  ].filter((part) => typeof part === 'string');
  if (said.length === 0) return null;

  const known = new Set(off.map((constraint) => canonical({ ...constraint, active: false })));
  return {
    what: said.join(' '),
    back: (current) => ({
      ...current,
      columns: current.columns.map((column) =>
        column.name === name && column.kind === was.kind && isWritten(column)
          ? writtenAs(column, was, bounded)
          : column,
      ),
      constraints: current.constraints.map((constraint) =>
        known.has(canonical(constraint)) ? { ...constraint, active: true } : constraint,
      ),
    }),
  };
}

/** A column whose cells are written in a format. */
type Written = Extract<Column, { min?: unknown }>;

const WRITTEN: Readonly<Record<Written['kind'], true>> = {
  integer: true,
  decimal: true,
  date: true,
  datetime: true,
};

function isWritten(column: Column): column is Written {
  return Object.hasOwn(WRITTEN, column.kind);
}

function writtenAs<TColumn extends Written>(column: TColumn, was: TColumn, bounded: boolean): TColumn {
  const { format, min, max } = was;
  return { ...column, format, ...(bounded ? { min, max } : {}) };
}

function formatOf(column: Column): string | null {
  return ('format' in column ? column.format : null) ?? null;
}

/** Whether a constraint was found in the rows, and may hold in one reading of a column's cells only. */
function hangsOnFormat(
  constraint: Constraint,
  name: string,
  kinds: readonly ConstraintDescription[],
): boolean {
  const compares = kinds.find(({ kind }) => kind === constraint.kind)?.comparesValues === true;
  return compares && constraint.reason != null && columnsOf(constraint, kinds).includes(name);
}

/** Whether a name cannot stand for this column alone, as while it is being typed. */
export function isTaken(schema: Schema, place: number, name: string): boolean {
  return name.trim() === '' || schema.columns.some((other, at) => at !== place && other.name === name);
}
