import type { ReportSection } from '../../api/types';
import { figure } from '../../format/numbers';
import { Card } from '../../ui/Card';
import { NotMeasured } from '../../ui/Figure';
import { FigureTable } from './FigureTable';
import { MeasureTable } from './MeasureTable';

/** A section that an evaluation step added to the report: its text, figures and tables, as the server says them. */
export function AddedSection({ section }: { section: ReportSection }) {
  const { name, title, text, measures, tables } = section;
  return (
    <div className="flex flex-col gap-4">
      <Card title={title} hint={text}>
        <MeasureTable measures={measures} section={name} />
      </Card>
      {tables.map((table) => (
        <Card key={table.title} title={table.title}>
          <FigureTable
            label={table.title}
            header={table.columns}
            rows={table.rows.map((row) => ({
              id: row.name,
              cells: [
                row.name,
                ...row.values.map((value) => (value == null ? <NotMeasured /> : figure(value))),
              ],
            }))}
          />
        </Card>
      ))}
    </div>
  );
}
