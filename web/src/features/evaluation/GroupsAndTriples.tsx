import type { EvaluationReport } from '../../api/types';
import { ChartFrame } from '../../charts/ChartFrame';
import { count, figure } from '../../format/numbers';
import { Card } from '../../ui/Card';
import { Figure } from '../../ui/Figure';
import { FigureTable } from './FigureTable';
import { MeasureTable } from './MeasureTable';

const MAX = 15;

/** The groups of rows and the triples of columns that are reproduced worst, and figures over time. */
export function GroupsAndTriples({ fidelity }: { fidelity: EvaluationReport['fidelity'] }) {
  const { subgroups, triples, series } = fidelity;
  return (
    <>
      {subgroups.length > 0 ? (
        <ChartFrame
          title="Groups, worst first"
          hint="The column shapes within each group of rows. A good average can hide a group that is reproduced badly."
          file="groups"
          header={['Column', 'Level', 'Real rows', 'Synthetic rows', 'Value', 'Low', 'High', 'Reference']}
          rows={subgroups.map((group) => [
            group.column,
            group.level,
            group.realRows,
            group.syntheticRows,
            group.value,
            group.interval.low,
            group.interval.high,
            group.reference ?? null,
          ])}
        >
          <FigureTable
            label="Groups"
            header={['Group', 'Real rows', 'Synthetic rows', 'Column shapes']}
            rows={subgroups.slice(0, MAX).map((group) => ({
              id: `${group.column} ${group.level}`,
              cells: [
                <>
                  {group.level} <span className="text-xs text-muted">{group.column}</span>
                </>,
                count(group.realRows),
                count(group.syntheticRows),
                <Figure
                  value={group.value}
                  interval={group.interval}
                  reference={group.reference == null ? null : `of ${figure(group.reference)}`}
                />,
              ],
            }))}
          />
        </ChartFrame>
      ) : null}
      {triples.length > 0 ? (
        <ChartFrame
          title="Three columns at a time, worst first"
          hint="1 − total variation distance of the joint shares, and its reference: what seed rows get."
          file="triples"
          header={['First', 'Second', 'Third', 'Value', 'Reference']}
          rows={triples.map(({ first, second, third, value, reference }) => [
            first,
            second,
            third,
            value,
            reference,
          ])}
        >
          <FigureTable
            label="Triples of columns"
            header={['Columns', 'Overlap']}
            rows={triples.slice(0, MAX).map(({ first, second, third, value, reference }) => ({
              id: `${first} ${second} ${third}`,
              cells: [
                `${first} × ${second} × ${third}`,
                <Figure value={value} reference={`of ${figure(reference)}`} />,
              ],
            }))}
          />
        </ChartFrame>
      ) : null}
      {series ? (
        <Card title="Over time" hint={`Rows in the order of ${series.order}.`}>
          <MeasureTable measures={series.measures} />
        </Card>
      ) : null}
    </>
  );
}
