import type { Baseline, EvaluationReport } from '../../api/types';
import { words } from '../../format/numbers';
import { measureOf, referenceOf } from '../../measures/measures';
import { Card } from '../../ui/Card';
import { Figure, NotMeasured } from '../../ui/Figure';
import { Choice } from './Choice';
import { FigureTable } from './FigureTable';

/** The report's figures compared with those of simpler generators, and how `auto` chose the generator. */
export function OtherGenerators({ report }: { report: EvaluationReport }) {
  return (
    <div className="flex flex-col gap-4">
      <Baselines report={report} />
      {report.comparison ? <Choice comparison={report.comparison} /> : null}
    </div>
  );
}

const FIGURES: readonly { name: string; of: (baseline: Baseline) => number | null | undefined }[] = [
  { name: 'column-shapes', of: ({ columnShapes }) => columnShapes },
  { name: 'pair-trends', of: ({ pairTrends }) => pairTrends },
  { name: 'detection-auc', of: ({ detectionAuc }) => detectionAuc },
];

function Baselines({ report }: { report: EvaluationReport }) {
  const { baselines, effort, fidelity, notMeasured, subject } = report;
  const own = (name: string) => fidelity.overall.find((measure) => measure.name === name);
  const ownReason = (name: string) =>
    notMeasured.find((missing) => missing.name === name)?.reason ?? own(name)?.note;
  return (
    <Card
      title="Compared with simpler generators"
      hint={
        <>
          Simple generators that learned from the same seed rows. Use their figures as a scale: they come from
          at most 3,000 rows of each table and have no interval, reference or verdict.
        </>
      }
    >
      {baselines.length === 0 ? (
        <NotMeasured
          reason={
            effort === 'quick'
              ? 'a quick evaluation fits no other generator.'
              : 'no other generator was run on these rows.'
          }
        />
      ) : (
        <FigureTable
          label="Figures of each generator"
          header={['Generator', ...FIGURES.map(({ name }) => measureOf(name).title)]}
          terms={Object.fromEntries(
            FIGURES.map(({ name }) => [measureOf(name).title, measureOf(name).meaning]),
          )}
          rows={[
            {
              id: 'own',
              cells: [
                <>
                  {subject.generator ? words(subject.generator) : 'These rows'}{' '}
                  <span className="text-xs whitespace-nowrap text-muted">this report</span>
                </>,
                ...FIGURES.map(({ name }) => {
                  const measure = own(name);
                  return (
                    <Figure
                      value={measure?.value}
                      interval={measure?.interval}
                      reference={referenceOf(name, measure?.reference)}
                      missing={ownReason(name)}
                    />
                  );
                }),
              ],
            },
            ...baselines.map((baseline) => ({
              id: baseline.generator,
              cells: [
                words(baseline.generator),
                ...FIGURES.map(({ name, of }) => (
                  <Figure
                    value={of(baseline)}
                    reference={referenceOf(name, null)}
                    missing={whyMissing(baseline, name) ?? ownReason(name)}
                  />
                )),
              ],
            })),
          ]}
        />
      )}
    </Card>
  );
}

/** A baseline's note explains its detection AUC or, where it has no figures at all, every figure. */
function whyMissing(baseline: Baseline, name: string): string | null | undefined {
  const none = FIGURES.every(({ of }) => of(baseline) == null);
  return none || name === 'detection-auc' ? baseline.note : null;
}
