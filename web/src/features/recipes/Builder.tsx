import { useSuspenseQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Recipe } from '../../api/types';
import { draftOf, EMPTY_DRAFT, errorsOf, recipeOf, written, type Draft } from '../../runs/draft';
import { generatorsOf } from '../../runs/recipe';
import { mismatch, sourceFor } from '../../runs/source';
import { SourceFields } from '../../runs/SourceFields';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { InlineProblem } from '../../ui/states';
import { Tabs } from '../../ui/Tabs';
import { generatorsQuery, useStartRun } from '../generation/queries';
import { schemasQuery } from '../schemas/queries';
import { seedsQuery } from '../seeding/queries';
import { PlanPreview } from './PlanPreview';
import { RecipeActions } from './RecipeActions';
import { RecipeEditor, type Source } from './RecipeEditor';
import { Toggles } from './Toggles';

/** Toggles and document of one recipe, its plan beside them, and what can be done with it. */
export function Builder({
  projectId,
  start,
  seedId: askedSeed,
  schemaId: askedSchema,
}: {
  projectId: string;
  /** The recipe to begin with. */
  start: Recipe | undefined;
  seedId?: string | undefined;
  schemaId?: string | undefined;
}) {
  const { data: seeds } = useSuspenseQuery(seedsQuery(projectId));
  const { data: schemas } = useSuspenseQuery(schemasQuery(projectId));
  const { data: generators } = useSuspenseQuery(generatorsQuery);
  const launch = useStartRun(projectId);
  const navigate = useNavigate();
  const [{ seedId, schemaId }, setSource] = useState(() =>
    sourceFor(seeds, schemas, { seedId: askedSeed, schemaId: askedSchema }),
  );
  const [draft, setDraft] = useState<Draft>(() =>
    start
      ? draftOf(start, generatorsOf(start))
      : {
          ...EMPTY_DRAFT,
          name: 'Which generator?',
          question: 'Which generator keeps the most utility on this seed?',
          generators: generators.slice(0, 2).map(({ name }) => name),
          repeats: '3',
        },
  );
  const [view, setView] = useState('toggles');
  const [document, setDocument] = useState<Source>({ text: '', yaml: false });
  const [read, setRead] = useState<Recipe | null>(null);
  const seed = seeds.find(({ id }) => id === seedId);
  const problem = mismatch(
    seed,
    schemas.find(({ id }) => id === schemaId),
  );
  const errors = errorsOf(draft);
  const toggled = Object.keys(errors).length === 0 ? recipeOf(draft, seed?.name ?? '') : null;
  const recipe = view === 'toggles' ? toggled : read;
  const onRead = useCallback((next: Recipe | null) => setRead(next), []);

  /** What one view says becomes what the other shows; a document that cannot be read stays where it is. */
  const show = (next: string) => {
    if (next === 'document') {
      setDocument({ text: written(toggled ?? recipeOf(draft, seed?.name ?? '')), yaml: false });
      setView(next);
    } else if (read) {
      setDraft(draftOf(read, generatorsOf(read)));
      setView(next);
    }
  };

  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_26rem]">
      <Card>
        <form
          noValidate
          className="flex flex-col gap-6"
          onSubmit={(event) => {
            event.preventDefault();
            if (!recipe || problem || !seed) return;
            launch.mutate(
              { name: recipe.name, seedId, schemaId, recipe },
              { onSuccess: (run) => void navigate(`/projects/${projectId}/recipes/${run.id}`) },
            );
          }}
        >
          <div className="grid gap-4 sm:grid-cols-2">
            <SourceFields
              seeds={seeds}
              schemas={schemas}
              seedId={seedId}
              schemaId={schemaId}
              target={draft.target}
              onChange={({ target = draft.target, ...next }) => {
                setSource({ seedId, schemaId, ...next });
                setDraft({ ...draft, target });
              }}
            />
          </div>
          <Tabs
            label="How the recipe is shown"
            value={view}
            onChange={show}
            tabs={[
              {
                id: 'toggles',
                title: 'Toggles',
                content: (
                  <Toggles
                    generators={generators}
                    draft={draft}
                    errors={errors}
                    onChange={(part) => setDraft({ ...draft, ...part })}
                  />
                ),
              },
              {
                id: 'document',
                title: 'Document',
                content: <RecipeEditor source={document} onChange={setDocument} onRead={onRead} />,
              },
            ]}
          />
          <InlineProblem error={launch.error} />
          <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
            <Button
              type="submit"
              look="primary"
              busy={launch.isPending}
              disabled={problem !== null || recipe === null}
            >
              <Play aria-hidden size={14} /> Launch the recipe
            </Button>
            <RecipeActions projectId={projectId} recipe={recipe} />
            {problem ? (
              <span role="status" className="text-sm text-muted">
                {problem}
              </span>
            ) : null}
          </div>
        </form>
      </Card>
      <PlanPreview projectId={projectId} seedId={seedId} schemaId={schemaId} recipe={recipe} />
    </div>
  );
}
