import { useSuspenseQuery } from '@tanstack/react-query';
import { FlaskConical, Play, Sprout } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Run } from '../../api/types';
import { draftOf, EMPTY_DRAFT, errorsOf, recipeOf, type Draft } from '../../runs/draft';
import { generatorsOf, trialsOf } from '../../runs/recipe';
import { mismatch, sourceFor } from '../../runs/source';
import { SourceFields } from '../../runs/SourceFields';
import { Badge } from '../../ui/Badge';
import { Button, ButtonLink } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { AreaField, TextField } from '../../ui/fields';
import { PageHeader } from '../../ui/PageHeader';
import { Empty, InlineProblem } from '../../ui/states';
import { Table, Td, Th } from '../../ui/Table';
import { useProjectId } from '../../ui/useParam';
import { generatorsQuery, runsQuery, useStartRun } from '../generation/queries';
import { schemasQuery } from '../schemas/queries';
import { seedsQuery } from '../seeding/queries';
import { FactorToggles } from './FactorToggles';
import { RecipeDocument } from './RecipeDocument';

export function RecipesPage() {
  const projectId = useProjectId();
  const { data: runs } = useSuspenseQuery(runsQuery(projectId));
  const { data: seeds } = useSuspenseQuery(seedsQuery(projectId));
  const { data: schemas } = useSuspenseQuery(schemasQuery(projectId));
  const again = useSearchParams()[0].get('again');
  const ready = seeds.length > 0 && schemas.length > 0;

  return (
    <>
      <PageHeader
        title="Recipes"
        lead="A recipe is a question and the experiment that answers it: what is varied, and how often each combination is repeated."
      />
      {ready ? (
        <Builder key={again} projectId={projectId} again={runs.find(({ id }) => id === again)} />
      ) : (
        <Empty
          icon={seeds.length === 0 ? Sprout : FlaskConical}
          title={seeds.length === 0 ? 'A recipe needs a seed' : 'A recipe needs a schema'}
          action={
            <ButtonLink
              look="primary"
              to={
                seeds[0]
                  ? `/projects/${projectId}/schemas/new?seed=${seeds[0].id}`
                  : `/projects/${projectId}/seeding`
              }
            >
              {seeds.length === 0 ? 'Upload a seed' : 'Design the schema'}
            </ButtonLink>
          }
        >
          Then toggle what is to be compared and launch the sweep.
        </Empty>
      )}
      {runs.length > 0 ? <RecipeRuns runs={runs} /> : null}
    </>
  );
}

/** @param again A run whose choices the form begins with. */
function Builder({ projectId, again }: { projectId: string; again: Run | undefined }) {
  const { data: seeds } = useSuspenseQuery(seedsQuery(projectId));
  const { data: schemas } = useSuspenseQuery(schemasQuery(projectId));
  const { data: generators } = useSuspenseQuery(generatorsQuery);
  const start = useStartRun(projectId);
  const navigate = useNavigate();
  const [{ seedId, schemaId }, setSource] = useState(() => sourceFor(seeds, schemas, again ?? {}));
  const [tried, setTried] = useState(false);
  const [draft, setDraft] = useState<Draft>(() =>
    again
      ? draftOf(again.recipe, generatorsOf(again.recipe))
      : {
          ...EMPTY_DRAFT,
          name: 'Which generator?',
          question: 'Which generator keeps the most utility on this seed?',
          generators: generators.map(({ name }) => name),
          repeats: '3',
        },
  );
  const seed = seeds.find(({ id }) => id === seedId);
  const problem = mismatch(
    seed,
    schemas.find(({ id }) => id === schemaId),
  );
  const errors = errorsOf(draft);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const recipe = recipeOf(draft, seed?.name ?? '');
  const valid = Object.keys(errors).length === 0;

  const launch = () => {
    setTried(true);
    if (!seed || problem || !valid) return;
    start.mutate(
      { name: recipe.name, seedId, schemaId, recipe },
      { onSuccess: (run) => void navigate(`/projects/${projectId}/generation/${run.id}`) },
    );
  };

  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_26rem]">
      <Card title="New recipe">
        <form
          noValidate
          className="flex flex-col gap-6"
          onSubmit={(event) => {
            event.preventDefault();
            launch();
          }}
        >
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              label="Name"
              value={draft.name}
              maxLength={200}
              error={tried ? errors.name : undefined}
              onChange={(event) => change({ name: event.target.value })}
            />
            <AreaField
              prose
              label="Question"
              hint="What it is to find out, in a sentence."
              rows={2}
              value={draft.question}
              onChange={(question) => change({ question })}
            />
            <SourceFields
              seeds={seeds}
              schemas={schemas}
              seedId={seedId}
              schemaId={schemaId}
              target={draft.target}
              onChange={({ target = draft.target, ...next }) => {
                setSource({ seedId, schemaId, ...next });
                change({ target });
              }}
            />
          </div>
          <FactorToggles generators={generators} draft={draft} errors={errors} onChange={change} />
          <InlineProblem error={start.error} />
          <div className="flex flex-wrap items-center gap-4">
            <Button type="submit" look="primary" busy={start.isPending} disabled={problem !== null}>
              <Play aria-hidden size={14} /> Launch the recipe
            </Button>
            <span role="status" className="tabular text-sm text-muted">
              {problem ?? (valid ? trialText(trialsOf(recipe)) : Object.values(errors)[0])}
            </span>
          </div>
        </form>
      </Card>
      <RecipeDocument recipe={recipe} title="As a document" />
    </div>
  );
}

function trialText(trials: number): string {
  return trials === 1 ? 'One trial' : `${trials} trials`;
}

function RecipeRuns({ runs }: { runs: readonly Run[] }) {
  return (
    <Card title="Recipes that were launched" flush className="mt-8">
      <Table label="Launched recipes">
        <thead>
          <tr>
            <Th>Recipe</Th>
            <Th>Compares</Th>
            <Th numeric>Trials</Th>
            <Th>Status</Th>
            <Th>Answer</Th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <Td>
                <Link to={run.id} className="font-medium hover:text-accent hover:underline">
                  {run.name}
                </Link>
              </Td>
              <Td className="text-muted">{generatorsOf(run.recipe).join(', ')}</Td>
              <Td numeric>{trialsOf(run.recipe)}</Td>
              <Td>
                <Badge state={run.status} />
              </Td>
              <Td className="min-w-64">
                {run.summary?.answer ?? (
                  <span className="text-muted">{run.problemMessage ?? (run.ended ? 'none' : 'not yet')}</span>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
