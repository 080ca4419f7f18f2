import { ChartSpline, Download, Table2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { number } from '../format/numbers';
import { IconButton } from '../ui/Button';
import { Card } from '../ui/Card';
import { Table, Td, Th } from '../ui/Table';
import { csv, download, type Cell } from './download';

/** Draws the chart as a picture and returns it as a data URL. */
export type Pictures = { png: () => string; svg: () => string };

const ITEM = 'cursor-pointer rounded-control px-2 py-1.5 text-sm outline-none data-[highlighted]:bg-sunken';

/** The frame of every chart: its title, a switch to the same figures as a table, and a menu to save it. */
export function ChartFrame({
  title,
  hint,
  file,
  header,
  rows,
  pictures,
  controls,
  children,
}: {
  title: string;
  hint?: ReactNode;
  /** Name of the saved file, without extension. */
  file: string;
  header: readonly string[];
  rows: readonly (readonly Cell[])[];
  /** Absent where the chart cannot be saved as a picture. */
  pictures?: Pictures | undefined;
  controls?: ReactNode;
  children: ReactNode;
}) {
  const [tabular, setTabular] = useState(false);
  const saveCsv = () => download(`${file}.csv`, new Blob([csv(header, rows)], { type: 'text/csv' }));
  return (
    <Card
      title={title}
      hint={hint}
      actions={
        <>
          {controls}
          <IconButton
            label={`${tabular ? 'Show chart' : 'Show table'}: ${title}`}
            onClick={() => setTabular(!tabular)}
          >
            {tabular ? <ChartSpline aria-hidden size={16} /> : <Table2 aria-hidden size={16} />}
          </IconButton>
          <DropdownMenu.Root>
            <DropdownMenu.Trigger asChild>
              <IconButton label={`Save: ${title}`}>
                <Download aria-hidden size={16} />
              </IconButton>
            </DropdownMenu.Trigger>
            <DropdownMenu.Portal>
              <DropdownMenu.Content
                align="end"
                className="z-50 w-40 rounded-card border border-line bg-raised p-1 shadow-raised"
              >
                <DropdownMenu.Item className={ITEM} onSelect={saveCsv}>
                  Figures as CSV
                </DropdownMenu.Item>
                {pictures && !tabular ? (
                  <>
                    <DropdownMenu.Item
                      className={ITEM}
                      onSelect={() => download(`${file}.png`, pictures.png())}
                    >
                      Picture as PNG
                    </DropdownMenu.Item>
                    <DropdownMenu.Item
                      className={ITEM}
                      onSelect={() => download(`${file}.svg`, pictures.svg())}
                    >
                      Picture as SVG
                    </DropdownMenu.Item>
                  </>
                ) : null}
              </DropdownMenu.Content>
            </DropdownMenu.Portal>
          </DropdownMenu.Root>
        </>
      }
    >
      {tabular ? <Figures title={title} header={header} rows={rows} /> : children}
    </Card>
  );
}

function Figures({
  title,
  header,
  rows,
}: {
  title: string;
  header: readonly string[];
  rows: readonly (readonly Cell[])[];
}) {
  return (
    <div className="max-h-96 overflow-y-auto">
      <Table label={`Figures of ${title}`}>
        <thead>
          <tr>
            {header.map((name, index) => (
              <Th key={name} numeric={typeof rows[0]?.[index] === 'number'}>
                {name}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <Td key={header[column]} numeric={typeof cell === 'number'}>
                  {typeof cell === 'number' ? number(cell) : cell}
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
