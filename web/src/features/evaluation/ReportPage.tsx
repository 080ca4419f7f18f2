import { useSuspenseQuery } from '@tanstack/react-query';
import { ChartNoAxesCombined, FileText, ShieldCheck } from 'lucide-react';
import { useSearchParams } from 'react-router';
import type { Run, RunSummary, TrialSummary } from '../../api/types';
import { counted, percent, words } from '../../format/numbers';
import { runQuery } from '../../queries/runs';
import { levelsText } from '../../runs/recipe';
import { RunMarks } from '../../runs/RunVerdict';
import { Boundary } from '../../ui/Boundary';
import { buttonClass, ButtonLink } from '../../ui/Button';
import { SelectField } from '../../ui/fields';
import { Figure } from '../../ui/Figure';
import { PageHeader } from '../../ui/PageHeader';
import { Empty } from '../../ui/states';
import { useParam, useProjectId } from '../../ui/useParam';
import { Report } from './Report';
import { overRepeats, typicalTrial } from './typical';

/** The report of one trial of a run. */
export function ReportPage() {
  const projectId = useProjectId();
  const { data: run } = useSuspenseQuery(runQuery(useParam('runId')));
  const [params, setParams] = useSearchParams();
  const judged = run.summary?.trials.filter((trial) => !trial.failure) ?? [];
  const typical = run.summary ? typicalTrial(run.summary) : undefined;
  const trial = judged.find(({ name }) => name === params.get('trial')) ?? typical;

  if (!trial || !run.summary) return <NoReport run={run} />;
  return (
    <>
      <PageHeader
        title={run.name}
        meta={
          judged.length > 1 ? (
            <TrialChoice
              trials={judged}
              chosen={trial.name}
              onChoose={(name) => setParams({ trial: name }, { replace: true })}
            />
          ) : (
            <span>{words(trial.generator)}</span>
          )
        }
        actions={
          <>
            <a
              href={`/api/runs/${run.id}/artefacts/trials/${trial.name}/report.html`}
              target="_blank"
              rel="noreferrer"
              className={buttonClass('plain')}
            >
              <FileText aria-hidden size={14} /> Report as one file
            </a>
            <ButtonLink look="primary" to={`/projects/${projectId}/evidence/${run.id}`}>
              <ShieldCheck aria-hidden size={14} /> Evidence
            </ButtonLink>
          </>
        }
      />
      <WhichRepeat summary={run.summary} trial={trial} typical={trial === typical} />
      <Boundary key={trial.name}>
        <Report runId={run.id} trial={trial.name} summary={run.summary} />
      </Boundary>
    </>
  );
}

/** Says which of several repeats the report is of, and what all of them came to. */
function WhichRepeat({
  summary,
  trial,
  typical,
}: {
  summary: RunSummary;
  trial: TrialSummary;
  typical: boolean;
}) {
  const over = overRepeats(summary, trial);
  const repeats = summary.trials.filter(({ cell }) => cell === trial.cell).length;
  if (repeats < 2) return null;
  return (
    <p role="note" className="mb-4 max-w-4xl text-sm text-muted">
      This report is of repeat {trial.repeat} of {repeats}
      {typical ? ', the one in the middle by usefulness' : ''}.{' '}
      {over ? (
        <>
          Over {counted(over.repeats, 'repeat')}, usefulness is{' '}
          <Figure value={over.mean} interval={over.interval} format={(value) => percent(value)} />.
        </>
      ) : null}
    </p>
  );
}

function TrialChoice({
  trials,
  chosen,
  onChoose,
}: {
  trials: readonly TrialSummary[];
  chosen: string;
  onChoose: (name: string) => void;
}) {
  return (
    <div className="w-80">
      <SelectField label="Trial" hideLabel value={chosen} onChange={(event) => onChoose(event.target.value)}>
        {trials.map((trial) => (
          <option key={trial.name} value={trial.name}>
            {levelsText(trial.levels) || words(trial.generator)}, repeat {trial.repeat} ({trial.name})
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function NoReport({ run }: { run: Run }) {
  const failures =
    run.summary?.trials.flatMap((trial) =>
      trial.failure ? [`${trial.name}: ${trial.failure.message}`] : [],
    ) ?? [];
  return (
    <>
      <PageHeader title={run.name} meta={<RunMarks run={run} />} />
      <Empty
        icon={ChartNoAxesCombined}
        title="No report"
        action={<ButtonLink to={`/projects/${run.projectId}/generation/${run.id}`}>Open the run</ButtonLink>}
      >
        {failures.length > 0 ? failures.join(' ') : noReport(run)}
      </Empty>
    </>
  );
}

function noReport({ ended }: Run): string {
  return ended
    ? 'The run ended before it wrote a report.'
    : 'The run is still in progress. Its reports appear when it is done.';
}
