import { useSuspenseQuery } from '@tanstack/react-query';
import { Play, Sprout, Table2 } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Plan, Run } from '../../api/types';
import { counted, duration, number, words } from '../../format/numbers';
import { BudgetNote } from '../../privacy/BudgetNote';
import { generatorsQuery } from '../../queries/generators';
import { recipeLimitsQuery } from '../../queries/recipes';
import { runQuery, useStartRun } from '../../queries/runs';
import { schemasQuery } from '../../queries/schemas';
import { seedsQuery } from '../../queries/seeds';
import { draftOf, EMPTY_DRAFT, errorsOf, recipeOf, type Draft } from '../../runs/draft';
import { epsilonOf, optionErrors, optionsOf } from '../../runs/options';
import { generatorsOf } from '../../runs/recipe';
import { RunProblem } from '../../runs/RunProblem';
import { mismatch, sourceFor, type Source } from '../../runs/source';
import { SourceFields } from '../../runs/SourceFields';
import { usePlan } from '../../runs/usePlan';
import { Button, ButtonLink } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { TextField } from '../../ui/fields';
import { PageHeader } from '../../ui/PageHeader';
import { Empty } from '../../ui/states';
import { useFormDraft } from '../../ui/useFormDraft';
import { useProjectId } from '../../ui/useParam';
import { GeneratorChoice } from './GeneratorChoice';
import { OptionFields } from './OptionFields';

export function NewRunPage() {
  const projectId = useProjectId();
  const { data: seeds } = useSuspenseQuery(seedsQuery(projectId));
  const { data: schemas } = useSuspenseQuery(schemasQuery(projectId));
  const again = useSearchParams()[0].get('again');
  const [seed] = seeds;

  return (
    <>
      <PageHeader
        title="Start a run"
        lead="These choices determine everything that the run does. Its evidence records all of them."
      />
      {seed ? null : <SeedNeeded projectId={projectId} />}
      {seed && schemas.length === 0 ? <SchemaNeeded projectId={projectId} seedId={seed.id} /> : null}
      {seed && schemas.length > 0 ? <FormOf projectId={projectId} again={again} /> : null}
    </>
  );
}

function SeedNeeded({ projectId }: { projectId: string }) {
  return (
    <Empty
      icon={Sprout}
      title="A run needs a seed"
      action={
        <ButtonLink look="primary" to={`/projects/${projectId}/seeding`}>
          Upload a seed
        </ButtonLink>
      }
    >
      Upload a small file of real rows first.
    </Empty>
  );
}

function SchemaNeeded({ projectId, seedId }: { projectId: string; seedId: string }) {
  return (
    <Empty
      icon={Table2}
      title="A run needs a schema"
      action={
        <ButtonLink look="primary" to={`/projects/${projectId}/schemas/new?seed=${seedId}`}>
          Design the schema
        </ButtonLink>
      }
    >
      The designer proposes a schema from your seed. Check it and save it.
    </Empty>
  );
}

function FormOf({ projectId, again }: { projectId: string; again: string | null }) {
  return again ? <FormAgain projectId={projectId} runId={again} /> : <RunForm projectId={projectId} />;
}

function FormAgain({ projectId, runId }: { projectId: string; runId: string }) {
  const { data: run } = useSuspenseQuery(runQuery(runId));
  return <RunForm key={runId} projectId={projectId} again={run} />;
}

type Form = { source: Source; draft: Draft };

/** @param again The run whose choices fill the form. */
function RunForm({ projectId, again }: { projectId: string; again?: Run }) {
  const { data: seeds } = useSuspenseQuery(seedsQuery(projectId));
  const { data: schemas } = useSuspenseQuery(schemasQuery(projectId));
  const { data: generators } = useSuspenseQuery(generatorsQuery);
  const { data: limits } = useSuspenseQuery(recipeLimitsQuery);
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const start = useStartRun(projectId);

  const form = useFormDraft<Form>(`run:${projectId}:${again?.id ?? params}`, () => {
    const source = sourceFor(
      seeds,
      schemas,
      again ?? { seedId: params.get('seed'), schemaId: params.get('schema') },
    );
    const file = seeds.find(({ id }) => id === source.seedId)?.name ?? '';
    const fresh = { ...EMPTY_DRAFT, name: file.replace(/\.\w+$/, ''), generators: ['auto'] };
    return { source, draft: again ? draftOf(again.recipe, generatorsOf(again.recipe)) : fresh };
  });
  const { source, draft } = form.value;
  const [tried, setTried] = useState(false);
  const generator = generators.find(({ name }) => name === draft.generators[0]);
  const wrongOptions = optionErrors(generator, draft.settings);
  const epsilon = epsilonOf(generator, draft.settings);
  const seed = seeds.find(({ id }) => id === source.seedId);
  const problem = mismatch(
    seed,
    schemas.find(({ id }) => id === source.schemaId),
  );
  const errors = errorsOf({ ...draft, settings: {} }, limits);
  const shown = tried ? errors : {};
  const change = (part: Partial<Draft>) => form.set({ source, draft: { ...draft, ...part } });
  const made = recipeOf({ ...draft, settings: {} }, seed?.name ?? '', limits);
  made.base.options = optionsOf(generator, draft.settings);
  const ready = seed && !problem && Object.keys({ ...errors, ...wrongOptions }).length === 0;
  const plan = usePlan(projectId, source, ready ? made : null);

  return (
    <>
      {form.notice}
      <form
        className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!ready || plan.refusal) return;
          start.mutate(
            { name: draft.name.trim(), ...source, recipe: made },
            {
              onSuccess: (run) => {
                form.forget();
                void navigate(`/projects/${projectId}/generation/${run.id}`);
              },
            },
          );
        }}
      >
        <div className="flex flex-col gap-6">
          <Card title="Source">
            <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
              <div className="sm:col-span-2">
                <TextField
                  label="Name"
                  value={draft.name}
                  error={shown.name}
                  maxLength={200}
                  onChange={(event) => change({ name: event.target.value })}
                />
              </div>
              <SourceFields
                seeds={seeds}
                schemas={schemas}
                {...source}
                target={draft.target}
                onChange={({ target = draft.target, ...next }) =>
                  form.set({ source: { ...source, ...next }, draft: { ...draft, target } })
                }
              />
            </div>
          </Card>
          <Card title="Generator">
            <GeneratorChoice
              generators={generators}
              chosen={draft.generators[0] ?? 'auto'}
              onChoose={(name) => change({ generators: [name] })}
            />
          </Card>
          {generator && generator.options.length > 0 ? (
            <Card
              title={`Options of ${words(generator.name)}`}
              hint="Leave a field empty to use its default."
            >
              <div className="flex flex-col gap-4">
                {epsilon != null && seed ? (
                  <Suspense fallback={null}>
                    <BudgetNote seedId={seed.id} short={plan.refusal?.code === 'privacy.overspent'} />
                  </Suspense>
                ) : null}
                <OptionFields
                  description={generator}
                  texts={draft.settings}
                  errors={wrongOptions}
                  onChange={(settings) => change({ settings })}
                />
              </div>
            </Card>
          ) : null}
        </div>
        <Card title="Rows and repeats">
          <div className="flex flex-col gap-4">
            <TextField
              label="Synthetic rows"
              inputMode="numeric"
              placeholder="As many as it learns from"
              value={draft.rows}
              error={shown.rows}
              onChange={(event) => change({ rows: event.target.value })}
            />
            <TextField
              label="Repeats"
              inputMode="numeric"
              hint="Each repeat splits the seed anew and draws new noise. Three or more repeats give intervals."
              value={draft.repeats}
              error={shown.repeats}
              onChange={(event) => change({ repeats: event.target.value })}
            />
            <TextField
              label="Random seed"
              inputMode="numeric"
              hint="The same random seed gives the same rows."
              value={draft.seed}
              error={shown.seed}
              onChange={(event) => change({ seed: event.target.value })}
            />
            {plan.plan && !plan.error && !plan.stale ? <PlanLine plan={plan.plan} /> : null}
            {(plan.refusal ?? start.error) ? (
              <RunProblem
                error={plan.refusal ?? start.error ?? new Error()}
                projectId={projectId}
                source={source}
              />
            ) : null}
            <Button
              type="submit"
              look="primary"
              busy={start.isPending}
              disabled={problem !== null || plan.refusal !== null}
            >
              <Play aria-hidden size={14} /> Start the run
            </Button>
            {problem ? <p className="text-xs text-muted">{problem}</p> : null}
          </div>
        </Card>
      </form>
    </>
  );
}

/** What the run will take, as far as the server knows beforehand, and what would withhold its claim. */
function PlanLine({ plan }: { plan: Plan }) {
  const time = plan.seconds == null ? 'time not known yet' : `about ${duration(plan.seconds)}`;
  const epsilon = plan.epsilon == null ? 'no differential privacy' : `ε = ${number(plan.epsilon)} in total`;
  return (
    <>
      <p role="status" className="tabular text-xs text-muted">
        {counted(plan.trials.length, 'trial')}, {time}, {epsilon}.
      </p>
      {plan.epsilon == null ? null : (
        <ul aria-label="Notes on the plan" className="flex flex-col gap-1 text-xs text-muted">
          {[plan.spending, ...plan.notes]
            .filter((note) => note != null)
            .map((note) => (
              <li key={note}>{note}</li>
            ))}
        </ul>
      )}
    </>
  );
}
