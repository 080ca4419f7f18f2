import type { Cost, TrialSummary } from '../../api/types';
import { bytes, duration } from '../../format/numbers';
import { Card } from '../../ui/Card';
import { NotMeasured } from '../../ui/Figure';

/** What the trial took: its parts as its report has them, and the whole as its run does. */
export function CostSection({ cost, whole }: { cost: Cost; whole: TrialSummary['cost'] | undefined }) {
  const peak = whole?.peakMemoryBytes ?? cost.peakMemoryBytes;
  const lines: readonly [string, string | null][] = [
    ['Fitting the generator', seconds(cost.fitSeconds)],
    ['Sampling', seconds(cost.sampleSeconds)],
    ['Each thousand rows', seconds(cost.secondsPerThousandRows)],
    ['Evaluation', seconds(cost.evaluationSeconds)],
    ['Processor time, fitting and sampling', seconds(cost.cpuSeconds)],
    ['Whole trial, elapsed', seconds(whole?.wallSeconds)],
    ['Whole trial, processor time', seconds(whole?.cpuSeconds)],
    ['Peak memory', peak == null ? null : bytes(peak)],
  ];
  return (
    <Card title="What it took">
      <dl className="grid max-w-xl grid-cols-[minmax(0,1fr)_auto] gap-y-2">
        {lines.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="tabular text-right font-medium">{value ?? <NotMeasured />}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function seconds(value: number | null | undefined): string | null {
  return value == null ? null : duration(value);
}
