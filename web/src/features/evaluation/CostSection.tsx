import type { Cost, TrialSummary } from '../../api/types';
import { bytes, duration, number } from '../../format/numbers';
import { Card } from '../../ui/Card';
import { NotMeasured } from '../../ui/Figure';
import { FigureTable } from './FigureTable';

/** The cost of a trial: its parts are from the trial's report, the whole is from the run's summary. */
export function CostSection({ cost, whole }: { cost: Cost; whole: TrialSummary['cost'] | undefined }) {
  const peak = whole?.peakMemoryBytes ?? cost.peakMemoryBytes;
  const { perThousandRows: each, prices } = cost;
  const money = (amount: number | null | undefined) =>
    amount == null ? null : `${number(amount)} ${prices?.currency ?? ''}`;
  const kilowattHours = (amount: number | null | undefined) =>
    amount == null ? null : `${number(amount)} kWh`;
  const lines: readonly [string, string | null, string | null][] = [
    ['Fitting the generator', seconds(cost.fitSeconds), ''],
    ['Sampling', seconds(cost.sampleSeconds), seconds(cost.secondsPerThousandRows)],
    ['Processor time of fitting and sampling', seconds(cost.cpuSeconds), seconds(each?.cpuSeconds)],
    ['GPU time', seconds(cost.gpuSeconds), seconds(each?.gpuSeconds)],
    ['Electricity, estimated', kilowattHours(cost.kilowattHours), kilowattHours(each?.kilowattHours)],
    ['Money, estimated', money(cost.money), money(each?.money)],
    ['Files written', cost.bytes == null ? null : bytes(cost.bytes), ''],
    ['Peak memory', peak == null ? null : bytes(peak), ''],
    ['Elapsed time of the whole trial', seconds(whole?.wallSeconds), ''],
    ['Processor time of the whole trial', seconds(whole?.cpuSeconds), ''],
  ];
  return (
    <Card title="Cost" hint={prices ? `Prices of ${prices.date}: ${prices.name}` : undefined}>
      <FigureTable
        label="Cost of the trial and of a thousand rows"
        header={['Item', 'Trial', 'Per thousand rows']}
        rows={lines.map(([name, value, thousand]) => ({
          id: name,
          cells: [name, value ?? <NotMeasured />, thousand ?? <NotMeasured />],
        }))}
      />
    </Card>
  );
}

function seconds(value: number | null | undefined): string | null {
  return value == null ? null : duration(value);
}
