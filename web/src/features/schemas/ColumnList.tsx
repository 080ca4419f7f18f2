import { CircleAlert, CircleHelp, Trash2 } from 'lucide-react';
import type { Column, Schema } from '../../api/types';
import { cellNumber, counted, words } from '../../format/numbers';
import { Tag } from '../../ui/Badge';
import { IconButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { cx } from '../../ui/cx';
import { SelectField } from '../../ui/fields';
import { Table, Td, Th } from '../../ui/Table';
import { newColumn } from './edit';

const SHOWN = 3;

export function ColumnList({
  schema,
  selected,
  wrong,
  proposed,
  onSelect,
  onAdd,
  onRemove,
}: {
  schema: Schema;
  selected: number;
  /** The names of the columns that have errors. */
  wrong: readonly string[];
  /** The columns that the seed has, as they were proposed. */
  proposed: readonly Column[];
  onSelect: (place: number) => void;
  onAdd: (column: Column) => void;
  onRemove: (place: number) => void;
}) {
  return (
    <Card
      title="Columns"
      hint="Select a column to change it. A column that you remove is left out of the synthetic rows."
      flush
    >
      <Table label="Columns of the schema">
        <thead>
          <tr>
            <Th>Column</Th>
            <Th>Kind</Th>
            <Th>Role</Th>
            <Th>Values</Th>
            <Th>May be missing</Th>
            <Th>
              <span className="sr-only">Remove</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {schema.columns.map((column, place) => {
            return (
              <tr key={place} className={cx(place === selected ? 'bg-accent-soft' : 'hover:bg-sunken')}>
                <Td>
                  <button
                    type="button"
                    aria-pressed={place === selected}
                    onClick={() => onSelect(place)}
                    className="flex w-full items-center gap-2 text-left font-medium"
                  >
                    {column.name || '(no name)'}
                    {wrong.includes(column.name) ? (
                      <>
                        <CircleAlert aria-hidden size={14} className="text-fail" />
                        <span className="sr-only">, has an error</span>
                      </>
                    ) : null}
                    {column.doubt && !column.confirmed ? (
                      <>
                        <CircleHelp aria-hidden size={14} className="text-warn" />
                        <span className="sr-only">, is in doubt</span>
                      </>
                    ) : null}
                  </button>
                </Td>
                <Td>
                  <Tag>{words(column.kind)}</Tag>
                </Td>
                <Td className={column.role === 'attribute' ? 'text-muted' : 'font-medium'}>
                  {words(column.role)}
                </Td>
                <Td className="tabular max-w-52 truncate text-muted">{valuesOf(column)}</Td>
                <Td className="text-muted">{column.nullable ? 'Yes' : 'No'}</Td>
                <Td numeric>
                  <IconButton label={`Remove column ${column.name}`} onClick={() => onRemove(place)}>
                    <Trash2 aria-hidden size={16} />
                  </IconButton>
                </Td>
              </tr>
            );
          })}
        </tbody>
      </Table>
      <div className="border-t border-line px-4 py-3">
        <AddColumn columns={schema.columns} proposed={proposed} onAdd={onAdd} />
      </div>
    </Card>
  );
}

const NEW = 'new';

/** Adds a column that the seed has and the schema left out, or a new one. */
function AddColumn({
  columns,
  proposed,
  onAdd,
}: {
  columns: readonly Column[];
  proposed: readonly Column[];
  onAdd: (column: Column) => void;
}) {
  const left = proposed.filter(({ name }) => !columns.some((column) => column.name === name));
  const add = (value: string) => {
    const column = value === NEW ? newColumn(columns) : left[Number(value)];
    if (column) onAdd(column);
  };
  return (
    <div className="w-64">
      <SelectField label="Add a column" hideLabel value="" onChange={(event) => add(event.target.value)}>
        <option value="">Add a column…</option>
        {left.map(({ name }, place) => (
          <option key={name} value={place}>
            {name}
          </option>
        ))}
        <option value={NEW}>A new column</option>
      </SelectField>
    </div>
  );
}

/** A column's allowed values, short enough for a list. */
function valuesOf(column: Column): string {
  const unit = column.unit ? ` ${column.unit}` : '';
  switch (column.kind) {
    case 'integer':
    case 'decimal':
      return column.format
        ? `written as ${column.format}`
        : (rangeOf(column, cellNumber, unit) ?? 'any number');
    case 'date':
    case 'datetime':
      return rangeOf(column, (text) => text) ?? 'any time';
    case 'categorical':
      return levelsOf(column);
    case 'boolean':
      return `${column.falseText} or ${column.trueText}`;
    case 'identifier':
      return column.pattern ?? 'digits';
    case 'text':
      return column.redacted == null
        ? 'free text; no generator models it'
        : `${column.redacted} in every cell that is not missing`;
  }
}

/** "0 to 120 years"; null where neither end is bounded. */
function rangeOf<T>(
  { min, max }: { min?: T | null; max?: T | null },
  text: (end: T) => string,
  unit = '',
): string | null {
  if (min != null && max != null) return `${text(min)} to ${text(max)}${unit}`;
  if (min != null) return `at least ${text(min)}${unit}`;
  return max == null ? null : `at most ${text(max)}${unit}`;
}

function levelsOf({ levels, ordered }: Extract<Column, { kind: 'categorical' }>): string {
  const shown = levels.slice(0, SHOWN).join(', ');
  const more = levels.length > SHOWN ? ', …' : '';
  return `${counted(levels.length, ordered ? 'ordered level' : 'level')}: ${shown}${more}`;
}
