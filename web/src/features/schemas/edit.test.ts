import { describe, expect, it } from 'vitest';
import type { Column, Schema } from '../../api/types';
import { CONSTRAINT_KINDS as KINDS } from '../../testing/constraints';
import { errorsOf, withFormat, withKind } from './columns';
import { isTaken, newColumn, takenByFormat, withChanged, withoutColumn } from './edit';

const column = (name: string): Column => ({
  kind: 'integer',
  name,
  nullable: false,
  role: 'attribute',
  domain: 'seed',
});

const schema: Schema = {
  version: 1,
  format: { decimalComma: false },
  name: 'people',
  columns: [column('start'), column('end'), column('person')],
  constraints: [
    { kind: 'inequality', low: 'start', high: 'end', strict: true, active: false, reason: 'Seen.' },
    { kind: 'sum', addends: ['start', 'person'], total: 'end', active: true },
    { kind: 'combinations', columns: ['start', 'person'], active: true },
    { kind: 'unique', columns: ['person'], active: true },
  ],
  privacy: { maxRows: 1000, entity: 'person', rowsPerEntity: 3, outside: 'clamp', excess: 'refuse' },
};

describe('public values', () => {
  it('ascend, and stand instead of bins', () => {
    const listed = (values: number[], bins: number[] | null = null): Column => ({
      kind: 'integer',
      name: 'start',
      nullable: false,
      role: 'attribute',
      domain: 'seed',
      values,
      bins,
    });
    expect(errorsOf(listed([0, 1, 5]), [])).toEqual({});
    expect(errorsOf(listed([0, 5, 5]), []).values).toBe('Values must ascend.');
    expect(errorsOf(listed([0, 5], [0, 9]), []).values).toBe('Enter either values or bins.');
  });
});

describe('a column that gets another format', () => {
  const day = (format: string, domain: 'seed' | 'public' = 'seed'): Extract<Column, { kind: 'date' }> => ({
    kind: 'date',
    name: 'start',
    nullable: false,
    role: 'attribute',
    domain,
    min: '2016-01-01',
    max: '2020-12-02',
    format,
  });

  it('loses the bounds that were read in the format before, and keeps declared ones', () => {
    expect(withFormat(day('dd/MM/yyyy'), 'MM/dd/yyyy')).toMatchObject({ min: null, max: null });
    expect(withFormat(day('dd/MM/yyyy', 'public'), 'MM/dd/yyyy').min).toBe('2016-01-01');
  });

  it('switches off the constraints that were found in it', () => {
    const found: Schema = {
      ...schema,
      columns: [day('dd/MM/yyyy'), column('end'), column('person')],
      constraints: [
        { kind: 'inequality', low: 'start', high: 'end', strict: true, active: true, reason: 'Seen.' },
        { kind: 'inequality', low: 'start', high: 'end', strict: true, active: true },
        { kind: 'unique', columns: ['start'], active: true, reason: 'Seen.' },
      ],
    };
    const next = withFormat(day('dd/MM/yyyy'), 'MM/dd/yyyy');
    const changed = withChanged(found, 0, next, 'start', KINDS);
    expect(changed.columns[0]).toEqual(next);
    expect(changed.constraints.map(({ active }) => active)).toEqual([false, true, true]);

    const edited = { ...changed, name: 'others', columns: [next, { ...column('end'), unit: 'days' }] };
    const taken = takenByFormat(found, changed, 'start');
    expect(taken?.what).toContain('The bounds of “start”');
    expect(taken?.what).toContain('are switched off');
    expect(taken?.back(edited)).toEqual({
      ...edited,
      columns: [day('dd/MM/yyyy'), edited.columns[1]],
      constraints: found.constraints,
    });
  });

  it('takes nothing from a column of declared bounds, or of none, that no constraint was found for', () => {
    const declared = { ...schema, columns: [day('dd/MM/yyyy', 'public')] };
    const changed = withChanged(declared, 0, day('MM/dd/yyyy', 'public'), 'start', KINDS);
    expect(takenByFormat(declared, changed, 'start')).toBeNull();

    const unbounded: ReturnType<typeof day> = {
      kind: 'date',
      name: 'start',
      nullable: false,
      role: 'attribute',
      domain: 'seed',
      format: 'dd/MM/yyyy',
    };
    const open = { ...schema, columns: [unbounded] };
    const other = withChanged(open, 0, withFormat(unbounded, 'MM/dd/yyyy'), 'start', KINDS);
    expect(takenByFormat(open, other, 'start')).toBeNull();
  });

  it('is not one that gets another kind', () => {
    const found: Schema = {
      ...schema,
      columns: [day('dd/MM/yyyy'), column('end'), column('person')],
      constraints: [
        { kind: 'inequality', low: 'start', high: 'end', strict: true, active: true, reason: 'Seen.' },
      ],
    };
    const changed = withChanged(found, 0, withKind(day('dd/MM/yyyy'), 'datetime'), 'start', KINDS);
    expect(changed.constraints[0]?.active).toBe(true);
    expect(takenByFormat(found, changed, 'start')).toBeNull();
  });
});

describe('a column that gets another name', () => {
  it('keeps its constraints and its place as the unit of protection', () => {
    const renamed = withChanged(schema, 2, column('patient'), 'person', KINDS);
    expect(renamed.constraints).toEqual([
      schema.constraints[0],
      { kind: 'sum', addends: ['start', 'patient'], total: 'end', active: true },
      { kind: 'combinations', columns: ['start', 'patient'], active: true },
      { kind: 'unique', columns: ['patient'], active: true },
    ]);
    expect(renamed.privacy?.entity).toBe('patient');
    expect(withChanged(schema, 0, column('begin'), 'start', KINDS).constraints[0]).toEqual({
      ...schema.constraints[0],
      low: 'begin',
    });
  });

  it('does not take over the constraints of a column whose name it bears while it is typed', () => {
    const typed = withChanged(schema, 2, column('end'), 'person', KINDS);
    expect(isTaken(schema, 2, 'end')).toBe(true);
    expect(typed.constraints).toEqual(schema.constraints);
    expect(withChanged(typed, 2, column('ending'), 'person', KINDS).constraints[3]).toMatchObject({
      columns: ['ending'],
    });
  });
});

describe('a column that is removed', () => {
  it('takes the constraints along that speak of it', () => {
    const left = withoutColumn(schema, 2, KINDS);
    expect(left.columns.map(({ name }) => name)).toEqual(['start', 'end']);
    expect(left.constraints).toEqual([schema.constraints[0]]);
    expect(left.privacy).toMatchObject({ entity: null, rowsPerEntity: 1, maxRows: 1000 });
  });

  it('leaves what does not speak of it', () => {
    expect(withoutColumn(schema, 0, KINDS).privacy).toEqual(schema.privacy);
  });
});

it('names a new column as no other is named', () => {
  expect(newColumn([column('column 2')]).name).toBe('column 3');
});
