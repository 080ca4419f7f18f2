import { CircleAlert } from 'lucide-react';
import type { Column, Schema } from '../../api/types';
import { counted, number, words } from '../../format/numbers';
import { Tag } from '../../ui/Badge';
import { Card } from '../../ui/Card';
import { cx } from '../../ui/cx';
import { Table, Td, Th } from '../../ui/Table';
import { errorsOf } from './columns';

const SHOWN = 3;

export function ColumnList({
  schema,
  selected,
  onSelect,
}: {
  schema: Schema;
  selected: number;
  onSelect: (place: number) => void;
}) {
  return (
    <Card title="Columns" hint="Select a column to change it." flush>
      <Table label="Columns of the schema">
        <thead>
          <tr>
            <Th>Column</Th>
            <Th>Kind</Th>
            <Th>Role</Th>
            <Th>Values</Th>
            <Th>May be missing</Th>
          </tr>
        </thead>
        <tbody>
          {schema.columns.map((column, place) => {
            const wrong = Object.keys(errorsOf(column, schema.columns)).length > 0;
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
                    {wrong ? <CircleAlert aria-label="has an error" size={14} className="text-fail" /> : null}
                  </button>
                </Td>
                <Td>
                  <Tag>{words(column.kind)}</Tag>
                </Td>
                <Td className={column.role === 'attribute' ? 'text-muted' : 'font-medium'}>
                  {words(column.role)}
                </Td>
                <Td className="tabular max-w-64 truncate text-muted">{valuesOf(column)}</Td>
                <Td className="text-muted">{column.nullable ? 'Yes' : 'No'}</Td>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </Card>
  );
}

/** A column's allowed values, short enough for a list. */
function valuesOf(column: Column): string {
  const unit = column.unit ? ` ${column.unit}` : '';
  switch (column.kind) {
    case 'integer':
    case 'decimal':
      return rangeOf(column, number, unit) ?? 'any number';
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
      return 'free text; no generator models it';
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
