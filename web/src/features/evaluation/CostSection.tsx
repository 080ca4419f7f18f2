import type { Cost } from '../../api/types';
import { bytes, duration } from '../../format/numbers';
import { Card } from '../../ui/Card';
import { NotMeasured } from '../../ui/Figure';

/** What the trial took. */
export function CostSection({ cost }: { cost: Cost }) {
  const lines: readonly [string, string | null][] = [
    ['Fitting the generator', seconds(cost.fitSeconds)],
    ['Sampling', seconds(cost.sampleSeconds)],
    ['Each thousand rows', seconds(cost.secondsPerThousandRows)],
    ['Evaluation', seconds(cost.evaluationSeconds)],
    ['Processor time', seconds(cost.cpuSeconds)],
    ['Peak memory', cost.peakMemoryBytes == null ? null : bytes(cost.peakMemoryBytes)],
  ];
  return (
    <Card title="What it took">
      <dl className="grid max-w-xl grid-cols-[minmax(0,1fr)_auto] gap-y-2">
        {lines.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="tabular text-right font-medium">
              {value ?? <NotMeasured reason="the rows came from a file" />}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function seconds(value: number | null | undefined): string | null {
  return value == null ? null : duration(value);
}
