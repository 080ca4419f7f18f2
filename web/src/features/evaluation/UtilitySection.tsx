import type { EvaluationReport } from '../../api/types';
import { Card } from '../../ui/Card';
import { NotMeasured } from '../../ui/Figure';
import { Learners } from './Learners';
import { MeasureTable } from './MeasureTable';

const WHY_NONE =
  'there is no target. Give a column of the schema the role “Target”, or choose a target when you start a run.';

const METRICS: Record<string, string> = { auc: 'ROC AUC', accuracy: 'accuracy', r2: 'R²' };

/** How useful the synthetic rows are in place of the real ones. */
export function UtilitySection({ utility }: { utility: EvaluationReport['utility'] }) {
  const { target, learner, metric, measures } = utility;
  return (
    <div className="flex flex-col gap-4">
      <Card
        title="Can a model learn from these rows what it learns from real ones?"
        hint={
          target && learner && metric
            ? `Predicting ${target} with ${learner.replaceAll('-', ' ')}, ` +
              `scored by ${METRICS[metric] ?? metric} on real holdout rows.`
            : undefined
        }
      >
        {measures.length === 0 ? <NotMeasured reason={WHY_NONE} /> : null}
        <MeasureTable measures={measures} />
      </Card>
      <Learners utility={utility} />
    </div>
  );
}
