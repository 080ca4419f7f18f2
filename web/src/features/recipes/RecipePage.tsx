import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { ChartNoAxesCombined, GitFork } from 'lucide-react';
import { useState } from 'react';
import type { Run, RunAnalysis } from '../../api/types';
import { counted, duration, words } from '../../format/numbers';
import { nameOf } from '../../measures/measures';
import { runQuery } from '../../queries/runs';
import { CancelRun } from '../../runs/CancelRun';
import { Caveats } from '../../runs/Caveats';
import { Refused } from '../../runs/Refused';
import { RunMarks, RunResult } from '../../runs/RunVerdict';
import { againLink } from '../../runs/source';
import { useTelemetry } from '../../runs/useTelemetry';
import { Waits } from '../../runs/Waits';
import { ButtonLink } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { SelectField } from '../../ui/fields';
import { HashChip } from '../../ui/HashChip';
import { PageHeader } from '../../ui/PageHeader';
import { InlineProblem, ProgressBar } from '../../ui/states';
import { useParam, useProjectId } from '../../ui/useParam';
import { CardFiles } from './CardFiles';
import { CellPlot } from './CellPlot';
import { EffectsPlot } from './EffectsPlot';
import { ParetoPlot } from './ParetoPlot';
import { analysisQuery, trialsQuery } from './queries';
import { RecipeDocument } from './RecipeDocument';
import { TrialTable } from './TrialTable';

/** A launched recipe: its trials as they end, the results so far, and the ablation card when it is done. */
export function RecipePage() {
  const projectId = useProjectId();
  const { data: run } = useSuspenseQuery(runQuery(useParam('runId')));
  const { data: trials } = useSuspenseQuery(trialsQuery(run.id));
  const { data: analysis, error } = useQuery(analysisQuery(run.id));
  const [asked, setMeasure] = useState('');
  const names = analysis?.measures.map(({ name }) => name) ?? [];
  const measure = names.includes(asked)
    ? asked
    : (names.find((name) => name === 'utility.ratio') ?? names[0] ?? '');
  return (
    <>
      <PageHeader
        title={run.name}
        lead={run.recipe.question}
        meta={
          <>
            {run.status === 'done' ? null : <RunMarks run={run} />}
            {trials.length > 0 ? <span className="tabular">{counted(trials.length, 'trial')}</span> : null}
            {run.summary ? <HashChip hash={run.summary.recipeHash} name="recipe hash" /> : null}
          </>
        }
        actions={
          <>
            <CancelRun run={run} />
            <ButtonLink to={againLink(run)}>
              <GitFork aria-hidden size={14} /> Change and run again
            </ButtonLink>
            {run.status === 'done' ? (
              <ButtonLink look="primary" to={`/projects/${projectId}/evaluation/${run.id}`}>
                <ChartNoAxesCombined aria-hidden size={14} /> Open the report
              </ButtonLink>
            ) : (
              <ButtonLink to={`/projects/${projectId}/generation/${run.id}`}>Open the run</ButtonLink>
            )}
          </>
        }
      />
      <Waits run={run} />
      <Answer run={run} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <InlineProblem error={error} />
          {analysis && measure ? (
            <Found run={run} analysis={analysis} measure={measure} onMeasure={setMeasure} />
          ) : (
            <Card title="Results">
              <p className="text-sm text-muted">
                {run.ended ? 'No trial gave a result.' : 'Results appear when the first trial ends.'}
              </p>
            </Card>
          )}
          <TrialTable run={run} measure={measure} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          {run.status === 'done' ? <CardFiles run={run} /> : null}
          <RecipeDocument recipe={run.recipe} title="Recipe" />
        </div>
      </div>
    </>
  );
}

function Answer({ run }: { run: Run }) {
  const { latest } = useTelemetry(run.id, run.status === 'running');
  if (run.summary) return <RunResult run={run} />;
  if (run.status === 'refused') return <Refused run={run} />;
  if (run.ended)
    return (
      <p className="mb-6 max-w-4xl text-sm text-muted">This run was cancelled before it had an answer.</p>
    );
  return (
    <div className="mb-6 flex max-w-4xl items-center gap-4 text-sm text-muted">
      <ProgressBar label="Progress of the recipe" fraction={latest?.fraction ?? null} />
      <span className="tabular shrink-0">
        {latest?.trial ? `${latest.trial}, ` : ''}
        {words(latest?.stage ?? run.stage).toLowerCase()}
        {latest?.etaSeconds == null ? '' : `, about ${duration(latest.etaSeconds)} left`}
      </span>
    </div>
  );
}

function Found({
  run,
  analysis,
  measure,
  onMeasure,
}: {
  run: Run;
  analysis: RunAnalysis;
  measure: string;
  onMeasure: (name: string) => void;
}) {
  const found = analysis.measures.find(({ name }) => name === measure);
  const { data: trials } = useSuspenseQuery(trialsQuery(run.id));
  const cells = [...new Map(trials.map((trial) => [trial.cell, trial])).values()].sort(
    (left, right) => left.cell - right.cell,
  );
  const choice = (
    <div className="w-56">
      <SelectField
        label="Measure"
        hideLabel
        value={measure}
        onChange={(event) => onMeasure(event.target.value)}
      >
        {analysis.measures.map(({ name }) => (
          <option key={name} value={name}>
            {nameOf(name)}
          </option>
        ))}
      </SelectField>
    </div>
  );
  return (
    <>
      {run.summary ? null : (
        <p role="note" className="text-xs text-muted">
          Estimated from the trials that have ended so far. It changes as more trials end.
        </p>
      )}
      {found ? (
        <>
          <CellPlot
            cells={cells.map(({ cell, levels }) => ({
              cell,
              levels,
              trials: trials.filter((trial) => trial.cell === cell).length,
              failures: trials.filter((trial) => trial.cell === cell && trial.status === 'failed').length,
              found: found.cells.find((estimate) => estimate.cell === cell),
            }))}
            measure={measure}
            controls={choice}
          />
          <EffectsPlot analysis={found} />
        </>
      ) : null}
      {analysis.pareto ? <ParetoPlot front={analysis.pareto} cells={cells} /> : null}
      {run.status === 'done' ? <Caveats runId={run.id} /> : null}
      {run.status !== 'done' && analysis.notes.length > 0 ? (
        <Card title="Limits of these results">
          <ul className="flex flex-col gap-1 text-sm text-muted">
            {analysis.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
            {found?.power ? <li>{found.power.sentence}</li> : null}
          </ul>
        </Card>
      ) : null}
    </>
  );
}
