import type { EvaluationReport } from '../../api/types';
import { Card } from '../../ui/Card';
import { NotMeasured } from '../../ui/Figure';
import { Learners } from './Learners';
import { MeasureTable } from './MeasureTable';

const METRICS: Record<string, string> = { auc: 'ROC AUC', accuracy: 'accuracy', r2: 'R²' };

/** Whether the synthetic rows do the job of the real ones. */
export function UtilitySection({ utility }: { utility: EvaluationReport['utility'] }) {
  const { target, learner, metric, measures } = utility;
  return (
    <div className="flex flex-col gap-4">
      <Card
        title="Can a model learn from these rows what it learns from real ones?"
        hint={
          target && learner && metric
            ? `Predicting ${target} with ${learner.replaceAll('-', ' ')}, scored by ${METRICS[metric] ?? metric} on held-out real rows.`
            : undefined
        }
      >
        {measures.length === 0 ? (
          <NotMeasured reason="the schema names no target; give one column the role “target”, or choose it when starting a run." />
        ) : null}
        <MeasureTable measures={measures} />
      </Card>
      <Learners utility={utility} />
    </div>
  );
}
