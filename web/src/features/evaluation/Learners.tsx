import type { EvaluationReport, LearnerSetup } from '../../api/types';
import { ChartFrame } from '../../charts/ChartFrame';
import { figure, words } from '../../format/numbers';
import { Figure } from '../../ui/Figure';
import { FigureTable } from './FigureTable';

const SETUPS: Readonly<Record<LearnerSetup, string>> = {
  tstr: 'trained on synthetic, tested on real rows',
  trtr: 'trained on real, tested on real rows',
  trts: 'trained on real, tested on synthetic rows',
  augmented: 'trained on both, tested on real rows',
};
const MAX = 15;

/** The scores of several learners, and which columns the boosted trees rely on. */
export function Learners({ utility }: { utility: EvaluationReport['utility'] }) {
  const { learners, importance } = utility;
  const scores = learners.flatMap(({ learner, setups }) =>
    setups.flatMap(({ setup, scores: of }) => of.map((score) => ({ learner, setup, score }))),
  );
  return (
    <>
      {scores.length > 0 ? (
        <ChartFrame
          title="Learners"
          hint="Each learner is trained in four ways. TSTR is trained on synthetic rows, TRTR on real rows."
          file="learners"
          header={['Learner', 'Setup', 'Score', 'Value', 'Low', 'High']}
          rows={scores.map(({ learner, setup, score }) => [
            learner,
            setup,
            score.name,
            score.value ?? null,
            score.interval?.low ?? null,
            score.interval?.high ?? null,
          ])}
        >
          <FigureTable
            label="Ratio of each learner"
            header={['Learner', 'Synthetic ÷ real (TSTR ÷ TRTR)']}
            rows={learners.map(({ learner, ratio }) => ({
              id: learner,
              cells: [
                words(learner),
                <Figure value={ratio?.value} interval={ratio?.interval} missing={ratio?.note} />,
              ],
            }))}
          />
          <details className="mt-3">
            <summary className="cursor-pointer text-sm text-accent">All scores</summary>
            <FigureTable
              label="All scores"
              header={['Learner', 'Score', 'Value']}
              rows={scores.map(({ learner, setup, score }) => ({
                id: `${learner} ${setup} ${score.name}`,
                cells: [
                  `${words(learner)} ${SETUPS[setup]}`,
                  words(score.name),
                  <Figure value={score.value} interval={score.interval} missing={score.note} />,
                ],
              }))}
            />
          </details>
        </ChartFrame>
      ) : null}
      {importance.length > 0 ? (
        <ChartFrame
          title="Columns that the boosted trees rely on"
          hint="How much the score on holdout rows falls when the values of a column are shuffled."
          file="importance"
          header={['Column', 'Trained on real', 'Trained on synthetic']}
          rows={importance.map(({ column, real, synthetic }) => [column, real, synthetic])}
        >
          <FigureTable
            label="Importance of columns"
            header={['Column', 'Trained on real', 'Trained on synthetic']}
            rows={[...importance]
              .sort((left, right) => right.real - left.real)
              .slice(0, MAX)
              .map(({ column, real, synthetic }) => ({
                id: column,
                cells: [column, figure(real), figure(synthetic)],
              }))}
          />
        </ChartFrame>
      ) : null}
    </>
  );
}
