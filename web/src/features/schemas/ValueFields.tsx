import { useState } from 'react';
import type { Column } from '../../api/types';
import { AreaField, SwitchField, TextField } from '../../ui/fields';
import { withFormat, type ColumnErrors } from './columns';
import { FormatField } from './FormatField';
import { LevelGroups } from './LevelGroups';
import { useTyped } from './unread';

type Props = {
  column: Column;
  errors: ColumnErrors;
  onChange: (column: Column) => void;
  /** Called after something was removed, to offer it back. */
  onRemoved: (message: string) => void;
};

/** The fields that depend on the kind of the column. */
export function ValueFields({ column, errors, onChange, onRemoved }: Props) {
  switch (column.kind) {
    case 'integer':
    case 'decimal':
      return (
        <div className="grid grid-cols-2 gap-3">
          <NumberField
            label="Least value"
            value={column.min}
            error={errors.min}
            onChange={(min) => onChange({ ...column, min })}
          />
          <NumberField
            label="Greatest value"
            value={column.max}
            error={errors.max}
            onChange={(max) => onChange({ ...column, max })}
          />
          {column.kind === 'decimal' ? (
            <NumberField
              label="Step"
              value={column.step}
              error={errors.step}
              onChange={(step) => onChange({ ...column, step })}
            />
          ) : null}
          <div className="col-span-2">
            <FormatField
              label="Written as"
              hint="How a cell is written, such as $#,##0.00 or hh:mm. Empty: plain digits."
              value={column.format ?? ''}
              onChange={(format) => onChange(withFormat(column, format || null))}
            />
          </div>
          <div className="col-span-2">
            <ListField
              {...edges}
              value={column.bins}
              error={errors.bins}
              parse={(text) => (Number.isFinite(Number(text)) ? Number(text) : null)}
              onChange={(bins) => onChange({ ...column, bins })}
            />
          </div>
          <div className="col-span-2">
            <ListField
              label="Public values"
              hint="For differential privacy, instead of bins: all possible numbers, ascending, separated by commas."
              value={column.values}
              error={errors.values}
              parse={(text) => (Number.isFinite(Number(text)) ? Number(text) : null)}
              onChange={(values) => onChange({ ...column, values })}
            />
          </div>
        </div>
      );
    case 'date':
    case 'datetime': {
      const type = column.kind === 'date' ? 'date' : 'datetime-local';
      return (
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label="Earliest"
            type={type}
            step={1}
            value={column.min ?? ''}
            onChange={(event) => onChange({ ...column, min: event.target.value || null })}
          />
          <TextField
            label="Latest"
            type={type}
            step={1}
            value={column.max ?? ''}
            error={errors.max}
            onChange={(event) => onChange({ ...column, max: event.target.value || null })}
          />
          <div className="col-span-2">
            <ListField
              {...edges}
              value={column.bins}
              error={errors.bins}
              parse={(text) => (Number.isFinite(Date.parse(text)) ? text : null)}
              onChange={(bins) => onChange({ ...column, bins })}
            />
          </div>
          <div className="col-span-2">
            <FormatField
              label="Format"
              value={column.format}
              hint="Where it changes, the dates read from the seed are left out: a fit reads them anew."
              onChange={(format) => onChange(withFormat(column, format))}
            />
          </div>
        </div>
      );
    }
    case 'categorical':
      return (
        <>
          <LevelsField
            levels={column.levels}
            error={errors.levels}
            onChange={(levels) => onChange({ ...column, levels })}
          />
          <SwitchField
            label="Levels have an order"
            checked={column.ordered}
            onChange={(ordered) => onChange({ ...column, ordered })}
          />
          <LevelGroups column={column} error={errors.hierarchy} onChange={onChange} onRemoved={onRemoved} />
        </>
      );
    case 'boolean':
      return (
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label="Text for false"
            value={column.falseText}
            onChange={(event) => onChange({ ...column, falseText: event.target.value })}
          />
          <TextField
            label="Text for true"
            value={column.trueText}
            error={errors.trueText}
            onChange={(event) => onChange({ ...column, trueText: event.target.value })}
          />
        </div>
      );
    case 'identifier':
      return (
        <TextField
          label="Pattern"
          className="font-mono"
          placeholder="P-######"
          hint="# is a digit, ? a capital, ~ a small letter, * a hex digit. Leave empty for digits only."
          value={column.pattern ?? ''}
          error={errors.pattern}
          onChange={(event) => onChange({ ...column, pattern: event.target.value || null })}
        />
      );
    case 'text':
      return column.redacted == null ? null : (
        <TextField
          label="Every cell becomes"
          hint="Generators learn only which cells of this column are missing."
          value={column.redacted}
          error={errors.redacted}
          onChange={(event) => onChange({ ...column, redacted: event.target.value })}
        />
      );
  }
}

const edges = {
  label: 'Edges of public bins',
  hint: 'For differential privacy. Edges ascend and are separated by commas; each bin begins at its edge.',
};

/** One level per line. Keeps the line break that was typed at the end, before the next level is. */
function LevelsField({
  levels,
  error,
  onChange,
}: {
  levels: readonly string[];
  error: string | undefined;
  onChange: (levels: string[]) => void;
}) {
  const [typed, setTyped] = useState('');
  const read = (text: string) =>
    text.split('\n').filter((level, place, all) => level !== '' || place < all.length - 1);
  const written = levels.join('\n');
  return (
    <AreaField
      label="Levels"
      rows={6}
      hint="One level per line. List ordered levels from lowest to highest."
      error={error}
      value={read(typed).join('\n') === written ? typed : written}
      onChange={(text) => {
        setTyped(text);
        onChange(read(text));
      }}
    />
  );
}

/** Values separated by commas. */
function ListField<TValue extends number | string>({
  label,
  hint,
  value,
  error,
  parse,
  onChange,
}: {
  label: string;
  hint: string;
  value: readonly TValue[] | null | undefined;
  error: string | undefined;
  parse: (text: string) => TValue | null;
  onChange: (values: TValue[] | null) => void;
}) {
  const read = (text: string) => {
    const parts = text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const values = parts.map(parse).filter((part) => part !== null);
    if (values.length < parts.length) return undefined;
    return values.length === 0 ? null : values;
  };
  const { text, bad, type } = useTyped<TValue[] | null>(
    label,
    value ? [...value] : null,
    (values) => values?.join(', ') ?? '',
    read,
    onChange,
  );
  return (
    <TextField
      label={label}
      hint={hint}
      value={text}
      error={bad ? 'One of these cannot be read.' : error}
      onChange={(event) => type(event.target.value)}
    />
  );
}

function NumberField({
  label,
  value,
  error,
  onChange,
}: {
  label: string;
  value: number | null | undefined;
  error: string | undefined;
  onChange: (value: number | null) => void;
}) {
  const read = (text: string) => {
    if (text.trim() === '') return null;
    return Number.isFinite(Number(text)) ? Number(text) : undefined;
  };
  const { text, bad, type } = useTyped<number | null>(
    label,
    value ?? null,
    (number) => (number === null ? '' : String(number)),
    read,
    onChange,
  );
  return (
    <TextField
      label={label}
      inputMode="decimal"
      value={text}
      error={bad ? 'This is not a number. Decimals have a point.' : error}
      onChange={(event) => type(event.target.value)}
    />
  );
}
