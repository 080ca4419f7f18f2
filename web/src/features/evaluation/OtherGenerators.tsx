import type { Baseline, EvaluationReport } from '../../api/types';
import { words } from '../../format/numbers';
import { measureOf, referenceOf } from '../../measures/measures';
import { Card } from '../../ui/Card';
import { Figure, NotMeasured } from '../../ui/Figure';
import { Choice } from './Choice';
import { FigureTable } from './FigureTable';

/** How the report's figures stand beside those of simpler generators, and how its generator was chosen. */
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
      title="Beside simpler generators"
      hint="The simplest generators learned from the same train rows. Theirs are a scale for the report’s own figures: on 3,000 rows of each table at most, without interval, ceiling or verdict."
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
          header={['Generator', 'Column shapes', 'Pair trends', 'Detection AUC']}
          terms={{
            'Column shapes': measureOf('column-shapes').means,
            'Pair trends': measureOf('pair-trends').means,
            'Detection AUC': measureOf('detection-auc').means,
          }}
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
                      reference={referenceOf(name, measure?.ceiling)}
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

/** A baseline's note is of all its figures where it has none, and else of its detection. */
function whyMissing(baseline: Baseline, name: string): string | null | undefined {
  const none = FIGURES.every(({ of }) => of(baseline) == null);
  return none || name === 'detection-auc' ? baseline.note : null;
}
