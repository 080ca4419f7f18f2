import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { DriftCheck, DriftEvery, DriftWatch } from '../../api/types';
import { age, counted } from '../../format/numbers';
import { driftCheckParts, driftQuery, useCheckDrift, useWatchDrift } from '../../queries/drift';
import { meQuery } from '../../queries/me';
import { DriftBadge } from '../../runs/DriftBadge';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { ShowMore } from '../../ui/ShowMore';
import { InlineProblem } from '../../ui/states';
import { Table, Td, Th } from '../../ui/Table';
import { SelectField } from '../../ui/fields';
import { useNow } from '../../ui/useNow';

const EVERY: readonly { every: DriftEvery; words: string }[] = [
  { every: 'hour', words: 'Every hour' },
  { every: 'day', words: 'Every day' },
  { every: 'week', words: 'Every week' },
];

/** Whether the run's model still describes the newest rows of its project, tested as often as somebody wants. */
export function DriftCard({ runId }: { runId: string }) {
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: drift } = useSuspenseQuery(driftQuery(runId));
  const checks = useSuspenseInfiniteQuery(driftCheckParts(runId));
  const watching = useWatchDrift(runId);
  const looking = useCheckDrift(runId);
  const may = me?.role === 'engineer' || me?.role === 'owner';
  return (
    <Card
      title="Drift"
      hint="Does the model still describe newer rows? Upload them as a seed of this project: each is tested once."
    >
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-56">
          <SelectField
            label="Test newer seeds"
            disabled={!may || watching.isPending}
            value={drift.watch?.every ?? ''}
            onChange={({ target: { value } }) =>
              watching.mutate(EVERY.find(({ every }) => every === value)?.every ?? null)
            }
          >
            <option value="">Never</option>
            {EVERY.map(({ every, words }) => (
              <option key={every} value={every}>
                {words}
              </option>
            ))}
          </SelectField>
        </div>
        {drift.watch && may ? (
          <Button busy={looking.isPending} onClick={() => looking.mutate()}>
            Look now
          </Button>
        ) : null}
        <p role="status" className="pb-1.5 text-sm text-muted">
          {drift.watch ? <Looks watch={drift.watch} /> : null}
          {may ? null : ' Engineers and owners set this.'}
        </p>
      </div>
      <InlineProblem error={watching.error ?? looking.error} />
      {checks.data.length > 0 ? <Checks checks={checks.data} /> : null}
      <ShowMore list={checks} what="tests" />
    </Card>
  );
}

function Looks({ watch }: { watch: DriftWatch }) {
  const now = useNow(10_000);
  if (Date.parse(watch.dueAt) <= now) return 'A worker looks for newer seeds within a minute.';
  const due = new Date(watch.dueAt).toLocaleString();
  return watch.lookedAt
    ? `A worker looked ${age(watch.lookedAt, now)}, and looks again on ${due}.`
    : `A worker looks for newer seeds on ${due}.`;
}

function Checks({ checks }: { checks: readonly DriftCheck[] }) {
  const now = useNow(60_000);
  return (
    <div className="mt-4">
      <Table label="Tests for drift">
        <thead>
          <tr>
            <Th>Seed</Th>
            <Th>Result</Th>
            <Th>Why</Th>
            <Th>When</Th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => (
            <tr key={check.id}>
              <Td>
                {check.seedName}
                {check.report ? (
                  <span className="block text-xs text-muted">{counted(check.report.newRows, 'row')}</span>
                ) : null}
              </Td>
              <Td>
                <DriftBadge outcome={check.outcome} />
              </Td>
              <Td className="max-w-xl">
                {check.report?.sentence ?? `${check.problemMessage ?? ''} (${check.problemCode ?? ''})`}
              </Td>
              <Td className="whitespace-nowrap">{age(check.at, now)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
