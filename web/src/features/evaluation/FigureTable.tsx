import type { ReactNode } from 'react';
import { Table, Td, Th } from '../../ui/Table';

/** A small table: the first cell heads its row, the others are figures. */
export function FigureTable({
  label,
  header,
  rows,
}: {
  label: string;
  header: readonly string[];
  rows: readonly { id: string; cells: readonly ReactNode[] }[];
}) {
  return (
    <Table label={label}>
      <thead>
        <tr>
          {header.map((name, at) => (
            <Th key={name} numeric={at > 0}>
              {name}
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
