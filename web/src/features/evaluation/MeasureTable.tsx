import type { Measure } from '../../api/types';
import { estimandOf, measureOf, referenceOf } from '../../measures/measures';
import { cx } from '../../ui/cx';
import { Figure } from '../../ui/Figure';
import { Term } from '../../ui/Term';

/** One line per measure: its question, its value with interval, and its reference. */
export function MeasureTable({
  measures,
  section,
}: {
  measures: readonly Measure[];
  /** The section in whose keys the measures are described; without it, they are found by their names. */
  section?: string;
}) {
  return (
    <dl className="flex flex-col">
      {measures.map((measure) => {
        const key = section ? `${section}.${measure.name}` : measure.name;
        const { question, meaning } = measureOf(key);
        const estimand = estimandOf(measure.estimand);
        return (
          <div
            key={measure.name}
            className={cx(
              'grid gap-x-4 gap-y-1 border-t border-line py-2.5 first:border-t-0',
              'md:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)]',
            )}
          >
            <dt>
              <Term means={meaning}>{question}</Term>
            </dt>
            <dd className="min-w-0">
              <Figure
                value={measure.value}
                interval={measure.interval}
                reference={referenceOf(key, measure.reference)}
                missing={measure.note}
              />
              {estimand ? <div className="text-xs text-muted">{estimand}</div> : null}
              {measure.value != null && measure.note ? (
                <div className="text-xs text-muted">{measure.note}</div>
              ) : null}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
