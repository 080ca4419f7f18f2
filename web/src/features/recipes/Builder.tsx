import { useSuspenseQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Recipe } from '../../api/types';
import { generatorsQuery } from '../../queries/generators';
import { recipeLimitsQuery } from '../../queries/recipes';
import { useStartRun } from '../../queries/runs';
import { schemasQuery } from '../../queries/schemas';
import { seedsQuery } from '../../queries/seeds';
import {
  draftOf,
  EMPTY_DRAFT,
  errorsOf,
  knownOptions,
  recipeOf,
  written,
  type Draft,
} from '../../runs/draft';
import { generatorsOf } from '../../runs/recipe';
import { RunProblem } from '../../runs/RunProblem';
import { mismatch, sourceFor, type Source } from '../../runs/source';
import { SourceFields } from '../../runs/SourceFields';
import { usePlan } from '../../runs/usePlan';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Tabs } from '../../ui/Tabs';
import { useFormDraft } from '../../ui/useFormDraft';
import { PlanPreview } from './PlanPreview';
import { RecipeActions } from './RecipeActions';
import { RecipeEditor, type RecipeText } from './RecipeEditor';
import { Toggles } from './Toggles';

type Form = { source: Source; draft: Draft; view: string; document: RecipeText };

/** Edits one recipe, as a form or as a document, beside its plan. Launches, saves and shares it. */
export function Builder({
  projectId,
  about,
  start,
  seedId: askedSeed,
  schemaId: askedSchema,
}: {
  projectId: string;
  /** Where the recipe comes from, which tells the drafts in this tab apart. */
  about: string;
  /** The recipe that fills the form at first. */
  start: Recipe | undefined;
  seedId?: string | undefined;
  schemaId?: string | undefined;
}) {
  const { data: seeds } = useSuspenseQuery(seedsQuery(projectId));
  const { data: schemas } = useSuspenseQuery(schemasQuery(projectId));
  const { data: generators } = useSuspenseQuery(generatorsQuery);
  const { data: limits } = useSuspenseQuery(recipeLimitsQuery);
  const launch = useStartRun(projectId);
  const navigate = useNavigate();
  const form = useFormDraft<Form>(`recipe:${projectId}:${about}`, () => ({
    source: sourceFor(seeds, schemas, { seedId: askedSeed, schemaId: askedSchema }),
    draft: start
      ? draftOf(start, generatorsOf(start))
      : {
          ...EMPTY_DRAFT,
          name: 'Compare generators',
          question: 'Which generator keeps the most utility on this seed?',
          generators: generators.slice(0, 2).map(({ name }) => name),
          repeats: '3',
        },
    view: 'toggles',
    document: { text: '', yaml: false },
  }));
  const { source, draft, view, document } = form.value;
  const change = (part: Partial<Form>) => form.set({ ...form.value, ...part });
  const [read, setRead] = useState<Recipe | null>(null);
  const seed = seeds.find(({ id }) => id === source.seedId);
  const problem = mismatch(
    seed,
    schemas.find(({ id }) => id === source.schemaId),
  );
  const known = knownOptions(generators, draft.generators, limits);
  const errors = errorsOf(draft, limits, known);
  const made = recipeOf(draft, seed?.name ?? '', limits, known);
  const toggled = Object.keys(errors).length === 0 ? made : null;
  const recipe = view === 'toggles' ? toggled : read;
  const plan = usePlan(projectId, source, recipe);
  const onRead = useCallback((next: Recipe | null) => setRead(next), []);

  /** Takes the recipe over from one view into the other. A document that cannot be read keeps its view open. */
  const show = (next: string) => {
    if (next === 'document') change({ document: { text: written(made), yaml: false }, view: next });
    else if (read) change({ draft: draftOf(read, generatorsOf(read)), view: next });
  };

  const notReady = recipe === null ? 'Correct the form first.' : null;
  const why = problem ?? notReady ?? (plan.refusal ? 'The plan beside says why this cannot start.' : null);

  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_26rem]">
      <Card>
        {form.notice}
        <form
          noValidate
          className="flex flex-col gap-6"
          onSubmit={(event) => {
            event.preventDefault();
            if (!recipe || problem || !seed || plan.refusal) return;
            launch.mutate(
              { name: recipe.name, ...source, recipe },
              {
                onSuccess: (run) => {
                  form.forget();
                  void navigate(`/projects/${projectId}/recipes/${run.id}`);
                },
              },
            );
          }}
        >
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
            <SourceFields
              seeds={seeds}
              schemas={schemas}
              {...source}
              target={draft.target}
              onChange={({ target = draft.target, ...next }) =>
                change({ source: { ...source, ...next }, draft: { ...draft, target } })
              }
            />
          </div>
          <Tabs
            label="How the recipe is shown"
            value={view}
            onChange={show}
            tabs={[
              {
                id: 'toggles',
                title: 'Form',
                content: (
                  <Toggles
                    generators={generators}
                    known={known}
                    draft={draft}
                    errors={errors}
                    onChange={(part) => change({ draft: { ...draft, ...part } })}
                  />
                ),
              },
              {
                id: 'document',
                title: 'Document',
                content: (
                  <RecipeEditor
                    source={document}
                    onChange={(next) => change({ document: next })}
                    onRead={onRead}
                  />
                ),
              },
            ]}
          />
          {launch.error ? <RunProblem error={launch.error} projectId={projectId} source={source} /> : null}
          <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
            <Button
              type="submit"
              look="primary"
              busy={launch.isPending}
              disabled={problem !== null || recipe === null || plan.refusal !== null}
            >
              <Play aria-hidden size={14} /> Launch the recipe
            </Button>
            <RecipeActions projectId={projectId} recipe={recipe} />
            {why ? (
              <span role="status" className="text-sm text-muted">
                {why}
              </span>
            ) : null}
          </div>
        </form>
      </Card>
      <PlanPreview projectId={projectId} source={source} state={plan} />
    </div>
  );
}
