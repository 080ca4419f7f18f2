import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { ChartNoAxesCombined, CircleSlash, RotateCcw, ShieldCheck } from 'lucide-react';
import { lazy } from 'react';
import type { Run, RunStage, RunSummary } from '../../api/types';
import { Dial } from '../../charts/Dial';
import { age, counted, words } from '../../format/numbers';
import { runQuery } from '../../queries/runs';
import { schemaQuery } from '../../queries/schemas';
import { CancelRun } from '../../runs/CancelRun';
import { Caveats } from '../../runs/Caveats';
import { DeleteRun } from '../../runs/DeleteRun';
import { KpiFigure } from '../../runs/KpiFigure';
import { generatorsOf } from '../../runs/recipe';
import { Refused } from '../../runs/Refused';
import { RunMarks, RunResult } from '../../runs/RunVerdict';
import { againLink } from '../../runs/source';
import { useTelemetry } from '../../runs/useTelemetry';
import { Waits } from '../../runs/Waits';
import { ReadingNotes } from '../../seeds/ReadingNotes';
import { Boundary } from '../../ui/Boundary';
import { ButtonLink } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { HashChip } from '../../ui/HashChip';
import { PageHeader } from '../../ui/PageHeader';
import { Skeleton } from '../../ui/states';
import { useNow } from '../../ui/useNow';
import { useParam, useProjectId } from '../../ui/useParam';
import { DriftCard } from './DriftCard';
import { LiveFigures } from './LiveFigures';
import { StageSteps } from './StageSteps';

const Throughput = lazy(async () => ({ default: (await import('../../charts/Throughput')).Throughput }));
const LossCurve = lazy(async () => ({ default: (await import('../../charts/LossCurve')).LossCurve }));

export function RunPage() {
  const projectId = useProjectId();
  const { data: run } = useSuspenseQuery(runQuery(useParam('runId')));
  const { data: schema } = useQuery(schemaQuery(run.schemaId));
  const active = run.status === 'queued' || run.status === 'running' || run.status === 'cancelling';
  const live = useTelemetry(run.id, active);
  const now = useNow(1_000);
  const stage = active ? (live.latest?.stage ?? run.stage) : run.stage;
  const summary = run.summary;
  const again = run.status === 'cancelled' || run.status === 'refused' ? againLink(run) : null;

  return (
    <>
      <PageHeader
        title={run.name}
        meta={
          <>
            {run.status === 'done' ? null : <RunMarks run={run} />}
            <span>{generatorsOf(run.recipe).map(words).join(' and ')}</span>
            {summary ? <span>{counted(summary.trials.length, 'trial')}</span> : null}
            {schema ? (
              <span className="flex items-center gap-1.5">
                {schema.name}, version {schema.number} <HashChip hash={schema.hash} name="schema hash" />
              </span>
            ) : null}
            <span>
              {age(run.createdAt, now)} by {run.owner}
            </span>
          </>
        }
        actions={
          <>
            <CancelRun run={run} />
            <DeleteRun run={run} />
            {again ? (
              <ButtonLink look="primary" to={again}>
                <RotateCcw aria-hidden size={14} /> Run again
              </ButtonLink>
            ) : null}
            {run.status === 'done' ? (
              <>
                <ButtonLink to={`/projects/${projectId}/evidence/${run.id}`}>
                  <ShieldCheck aria-hidden size={14} /> Evidence
                </ButtonLink>
                <ButtonLink look="primary" to={`/projects/${projectId}/evaluation/${run.id}`}>
                  <ChartNoAxesCombined aria-hidden size={14} /> Open the report
                </ButtonLink>
              </>
            ) : null}
          </>
        }
      />
      <Refused run={run} />
      {run.status === 'cancelled' ? (
        <p className="mb-6 flex items-start gap-3 rounded-card border border-line bg-raised p-4 text-sm">
          <CircleSlash aria-hidden size={20} className="shrink-0 text-muted" />
          This run was cancelled{stoppedAt(run.stage)}. It has no report and no evidence.
        </p>
      ) : null}
      <Waits run={run} />
      <RunResult run={run} />
      {summary && run.status === 'done' ? <Results run={run} summary={summary} /> : null}
      <ReadingNotes title="How the seed was read" notes={run.notes} />
      <StageSteps run={{ status: run.status, stage }} stageFraction={live.latest?.stageFraction ?? null} />
      {active ? (
        <div className="mt-6 grid gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="flex min-w-0 flex-col gap-4">
            <LiveFigures
              live={live}
              waits={run.waits != null}
              startedAt={run.startedAt ?? run.createdAt}
              now={now}
            />
            <Card title="Throughput" hint="Rows per second, since this tab first showed the run">
              <Boundary loading={<Skeleton className="h-44" />}>
                <Throughput samples={live.samples} />
              </Boundary>
            </Card>
            {live.losses.length > 0 ? (
              <Card title="Training" hint="Loss in nats per row by step, since this tab first showed the run">
                <Boundary loading={<Skeleton className="h-44" />}>
                  <LossCurve losses={live.losses} />
                </Boundary>
              </Card>
            ) : null}
          </div>
          <Card
            title="Model Collapse Risk Dial"
            hint="Estimated from the rows made so far. The report will have the measured value."
          >
            <Dial value={live.latest?.risk} estimate />
            <p role="status" className="mt-4 text-sm text-muted">
              {live.stale
                ? 'Reconnecting. These are the last known values.'
                : ((run.waits ? null : live.latest?.message) ?? waiting(run))}
            </p>
          </Card>
        </div>
      ) : null}
    </>
  );
}

/** The key figures of a finished run, and what a reader must know before relying on them. */
function Results({ run, summary }: { run: Run; summary: RunSummary }) {
  return (
    <div className="mb-6 flex flex-col gap-4">
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {summary.kpis.map((kpi) => (
          <KpiFigure key={kpi.name} kpi={kpi} within={summary.verdict?.outcome} />
        ))}
      </div>
      <Caveats runId={run.id} />
      <Boundary loading={<Skeleton className="h-32" />}>
        <DriftCard runId={run.id} />
      </Boundary>
    </div>
  );
}

function stoppedAt(stage: RunStage): string {
  return stage === 'done' ? '' : ` during ${stage}`;
}

function waiting(run: Pick<Run, 'status' | 'needsGpu' | 'waits'>): string {
  if (run.waits) return run.waits.why;
  if (run.status === 'queued')
    return run.needsGpu ? 'Waiting for a worker with a GPU.' : 'Waiting for a worker.';
  return run.status === 'cancelling' ? 'Stopping.' : 'Waiting for the first figures.';
}
