import type { ReactNode } from 'react';
import { Table, Td, Th } from '../../ui/Table';
import { Term } from '../../ui/Term';

/** A small table: the first cell of a row names it, the others are figures. */
export function FigureTable({
  label,
  header,
  terms = {},
  rows,
}: {
  label: string;
  header: readonly string[];
  /** Explanations of names in the header, shown on hover. */
  terms?: Readonly<Record<string, string>>;
  rows: readonly { id: string; cells: readonly ReactNode[] }[];
}) {
  return (
    <Table label={label}>
      <thead>
        <tr>
          {header.map((name, at) => (
            <Th key={name} numeric={at > 0}>
              {terms[name] ? <Term means={terms[name]}>{name}</Term> : name}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, cells }) => (
          <tr key={id}>
            {cells.map((cell, at) => (
              <Td key={header[at]} numeric={at > 0} className={at === 0 ? 'break-words' : undefined}>
                {cell}
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
