import { useSuspenseQuery } from '@tanstack/react-query';
import { Download, ShieldCheck } from 'lucide-react';
import { downloadPack } from '../../api/pack';
import { percent, words } from '../../format/numbers';
import { artefactsQuery } from '../../queries/artefacts';
import { runQuery } from '../../queries/runs';
import { claimText } from '../../runs/epsilon';
import { RunResult } from '../../runs/RunVerdict';
import { Badge } from '../../ui/Badge';
import { buttonClass, ButtonLink } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { HashChip } from '../../ui/HashChip';
import { PageHeader } from '../../ui/PageHeader';
import { Empty } from '../../ui/states';
import { Term } from '../../ui/Term';
import { useParam, useProjectId } from '../../ui/useParam';
import { RunFiles } from './RunFiles';
import { VerifyPanel } from './VerifyPanel';

export function PackPage() {
  const projectId = useProjectId();
  const runId = useParam('runId');
  const { data: run } = useSuspenseQuery(runQuery(runId));
  const { data: artefacts } = useSuspenseQuery(artefactsQuery(runId));
  const summary = run.summary;

  if (run.status !== 'done' || !summary) {
    return (
      <>
        <PageHeader title={run.name} meta={<Badge state={run.status} />} />
        <Empty
          icon={ShieldCheck}
          title="No pack yet"
          action={<ButtonLink to={`/projects/${projectId}/generation/${run.id}`}>Open the run</ButtonLink>}
        >
          The pack is made when the run is done. This run is {words(run.status).toLowerCase()}.
        </Empty>
      </>
    );
  }

  return (
    <>
      <PageHeader
        title={`Evidence of ${run.name}`}
        actions={
          <a href={`/api/runs/${run.id}/pack`} download className={buttonClass('primary')}>
            <Download aria-hidden size={14} /> Download the pack
          </a>
        }
      />
      <RunResult run={run} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <Card title="Signed statement">
            <dl className="grid grid-cols-1 gap-x-6 gap-y-3 sm:grid-cols-[12rem_minmax(0,1fr)]">
              <dt className="text-muted">Differential privacy</dt>
              <dd>
                {claimText(summary.epsilon)}
                {summary.privacy ? (
                  <a
                    href={`/api/runs/${run.id}/artefacts/privacy.html`}
                    className="ml-2 whitespace-nowrap text-accent hover:underline"
                  >
                    What this means
                  </a>
                ) : null}
              </dd>
              <dt className="text-muted">
                <Term means="Real rows ÷ (real + synthetic rows): how much of what is used downstream is real.">
                  Real share
                </Term>
              </dt>
              <dd className="tabular">
                {summary.realShare == null ? 'not measured: every trial failed' : percent(summary.realShare)}
              </dd>
              <dt className="text-muted">Trials</dt>
              <dd className="tabular">{summary.trials.length}</dd>
              <dt className="text-muted">Recipe</dt>
              <dd>
                <HashChip hash={summary.recipeHash} name="recipe hash" />
              </dd>
              <dt className="text-muted">Schema</dt>
              <dd>
                <HashChip hash={summary.schemaHash} name="schema hash" />
              </dd>
              <dt className="text-muted">Seed file</dt>
              <dd>
                <HashChip hash={summary.datasetVersion} name="seed hash" />
              </dd>
            </dl>
          </Card>
          <RunFiles runId={run.id} artefacts={artefacts} />
        </div>
        <VerifyPanel source={{ name: `${run.name}.zip`, open: () => downloadPack(run.id) }} />
      </div>
    </>
  );
}
