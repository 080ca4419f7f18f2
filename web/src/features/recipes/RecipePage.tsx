import { useSuspenseQuery } from '@tanstack/react-query';
import { ChartNoAxesCombined } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { RunSummary } from '../../api/types';
import { duration } from '../../format/numbers';
import { levelsText, trialsOf } from '../../runs/recipe';
import { Badge } from '../../ui/Badge';
import { ButtonLink } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { HashChip } from '../../ui/HashChip';
import { PageHeader } from '../../ui/PageHeader';
import { SelectField } from '../../ui/fields';
import { Figure, NotMeasured } from '../../ui/Figure';
import { Table, Td, Th } from '../../ui/Table';
import { useParam, useProjectId } from '../../ui/useParam';
import { nameOf } from '../evaluation/measures';
import { runQuery } from '../generation/queries';
import { CellPlot } from './CellPlot';
import { RecipeDocument } from './RecipeDocument';

/** What a launched recipe asked, and what its cells and trials found. */
export function RecipePage() {
  const projectId = useProjectId();
  const { data: run } = useSuspenseQuery(runQuery(useParam('runId')));
  const { summary } = run;
  return (
    <>
      <PageHeader
        title={run.name}
        lead={run.recipe.question}
        meta={
          <>
            <Badge state={run.status} />
            <span className="tabular">
              {trialsOf(run.recipe)} {trialsOf(run.recipe) === 1 ? 'trial' : 'trials'}
            </span>
            {summary ? <HashChip hash={summary.recipeHash} name="recipe hash" /> : null}
          </>
        }
        actions={
          run.status === 'done' ? (
            <ButtonLink look="primary" to={`/projects/${projectId}/evaluation/${run.id}`}>
              <ChartNoAxesCombined aria-hidden size={14} /> Open the report
            </ButtonLink>
          ) : (
            <ButtonLink to={`/projects/${projectId}/generation/${run.id}`}>Look at the run</ButtonLink>
          )
        }
      />
      {summary ? <p className="mb-6 max-w-4xl text-lg font-medium tracking-tight">{summary.answer}</p> : null}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        {summary ? (
          <Found summary={summary} projectId={projectId} runId={run.id} />
        ) : (
          <Card title="Results">
            <p className="text-sm text-muted">There are none yet; they come when the last trial is judged.</p>
          </Card>
        )}
        <RecipeDocument recipe={run.recipe} title="Recipe" />
      </div>
    </>
  );
}

function Found({ summary, projectId, runId }: { summary: RunSummary; projectId: string; runId: string }) {
  const names = [...new Set(summary.cells.flatMap(({ measures }) => measures.map(({ name }) => name)))];
  const [measure, setMeasure] = useState(names.find((name) => name.endsWith('ratio')) ?? names[0] ?? '');
  const choice = (
    <div className="w-56">
      <SelectField
        label="Measure"
        hideLabel
        value={measure}
        onChange={(event) => setMeasure(event.target.value)}
      >
        {names.map((name) => (
          <option key={name} value={name}>
            {nameOf(name)}
          </option>
        ))}
      </SelectField>
    </div>
  );
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <CellPlot cells={summary.cells} measure={measure} controls={choice} />
      <Card title="Trials" flush>
        <Table label="Trials">
          <thead>
            <tr>
              <Th>Trial</Th>
              <Th>Levels</Th>
              <Th>{nameOf(measure)}</Th>
              <Th numeric>Processor time</Th>
            </tr>
          </thead>
          <tbody>
            {summary.trials.map((trial) => (
              <tr key={trial.name}>
                <Td>
                  {trial.failure ? (
                    trial.name
                  ) : (
                    <Link
                      to={`/projects/${projectId}/evaluation/${runId}?trial=${trial.name}`}
                      className="font-mono text-xs font-medium hover:text-accent hover:underline"
                    >
                      {trial.name}
                    </Link>
                  )}
                </Td>
                <Td className="text-muted">{levelsText(trial.levels) || trial.generator}</Td>
                <Td>
                  {trial.failure ? (
                    <NotMeasured reason={`${trial.failure.message} (${trial.failure.code})`} />
                  ) : (
                    <Figure value={trial.measures[measure]} missing="the report of the trial says why" />
                  )}
                </Td>
                <Td numeric>{duration(trial.cost.cpuSeconds)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Card>
    </div>
  );
}
