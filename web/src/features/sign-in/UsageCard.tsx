import { useSuspenseQuery } from '@tanstack/react-query';
import type { Usage } from '../../api/types';
import { bytes, count } from '../../format/numbers';
import { Card } from '../../ui/Card';
import { ProgressBar } from '../../ui/states';
import { usageQuery } from './queries';

/** What the organisation uses, beside what it may use. */
export function UsageCard() {
  const { data: usage } = useSuspenseQuery(usageQuery);
  return (
    <Card
      title="What your organisation uses"
      hint="Beyond these limits, uploads and new runs are refused. The operator of this server sets them."
    >
      <ul className="flex flex-col gap-4">
        <Line name="Stored files" use={usage.storedBytes} write={bytes} />
        <Line name="Seeds" use={usage.seeds} write={count} />
        <Line name="Trials that wait or run" use={usage.openTrials} write={count} />
      </ul>
    </Card>
  );
}

function Line({
  name,
  use: { used, allowed },
  write,
}: {
  name: string;
  use: Usage['seeds'];
  write: (value: number) => string;
}) {
  return (
    <li className="flex flex-col gap-1.5">
      <span className="flex justify-between gap-4 text-sm">
        <span>{name}</span>
        <span className="tabular text-muted">
          {write(used)} of {write(allowed)}
        </span>
      </span>
      <ProgressBar label={name} fraction={used / allowed} />
    </li>
  );
}
