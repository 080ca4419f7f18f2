import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { FlaskConical, GitFork, Plus } from 'lucide-react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { RecipeVersion, Run } from '../../api/types';
import { age, words } from '../../format/numbers';
import { runParts } from '../../queries/runs';
import { inWebWords } from '../../runs/problems';
import { generatorsOf } from '../../runs/recipe';
import { RunMarks, verdictOf } from '../../runs/RunVerdict';
import { Button, ButtonLink } from '../../ui/Button';
import { HashChip } from '../../ui/HashChip';
import { PageHeader } from '../../ui/PageHeader';
import { ShowMore } from '../../ui/ShowMore';
import { Empty, InlineProblem } from '../../ui/states';
import { Tabs } from '../../ui/Tabs';
import { useNow } from '../../ui/useNow';
import { useProjectId } from '../../ui/useParam';
import { Windowed } from '../../ui/Windowed';
import { recipesQuery, useForkRecipe } from './queries';

const ROW = 52;
const RUN =
  'grid grid-cols-[minmax(9rem,1fr)_minmax(7rem,0.8fr)_4rem_12rem_minmax(10rem,1.6fr)] items-center ' +
  'gap-x-4 border-b border-line px-4';
const SAVED =
  'grid grid-cols-[minmax(10rem,1.4fr)_5rem_6rem_minmax(8rem,1fr)_13rem] items-center gap-x-4 border-b ' +
  'border-line px-4';

export function RecipesPage() {
  const projectId = useProjectId();
  const list = useSuspenseInfiniteQuery(runParts(projectId));
  const runs = list.data;
  const { data: saved } = useSuspenseQuery(recipesQuery(projectId));
  const [parameters, setParameters] = useSearchParams();
  const fresh = (
    <ButtonLink look="primary" to={`/projects/${projectId}/recipes/new`}>
      <Plus aria-hidden size={14} /> New recipe
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Recipes"
        lead={
          <>
            A recipe is a question and the experiment that answers it: what is varied, and how often each
            cell, a combination of levels, is repeated.
          </>
        }
        actions={fresh}
      />
      <Tabs
        label="Recipes"
        value={parameters.get('view') ?? 'launched'}
        onChange={(view) => setParameters({ view }, { replace: true })}
        tabs={[
          {
            id: 'launched',
            title: `Launched (${runs.length}${list.hasNextPage ? '+' : ''})`,
            content:
              runs.length > 0 ? (
                <>
                  <Launched runs={runs} />
                  <ShowMore list={list} what="launched recipes" />
                </>
              ) : (
                <Nothing action={fresh} />
              ),
          },
          {
            id: 'saved',
            title: `Saved (${saved.length})`,
            content:
              saved.length > 0 ? <Saved recipes={saved} projectId={projectId} /> : <Nothing action={fresh} />,
          },
        ]}
      />
    </>
  );
}

function Nothing({ action }: { action: React.ReactNode }) {
  return (
    <Empty icon={FlaskConical} title="No recipe yet" action={action}>
      Choose what to compare, check the plan, then launch the recipe or save it for later. For example: Which
      generator keeps the most utility? How small can ε be? How small can the seed be?
    </Empty>
  );
}

function Launched({ runs }: { runs: readonly Run[] }) {
  return (
    <div className="overflow-x-auto rounded-card border border-line bg-raised">
      <div className="min-w-[52rem]">
        <Windowed
          label="Launched recipes"
          count={runs.length}
          rowHeight={ROW}
          height={ROW * 12}
          header={
            <div role="row" className={`${RUN} h-9 text-xs font-medium text-muted`}>
              {['Recipe', 'Compares', 'Trials', 'Verdict and state', 'Answer'].map((name) => (
                <span key={name} role="columnheader">
                  {name}
                </span>
              ))}
            </div>
          }
          row={(index) => {
            const run = runs[index];
            return run ? <LaunchedRow key={run.id} run={run} /> : null;
          }}
        />
      </div>
    </div>
  );
}

function LaunchedRow({ run }: { run: Run }) {
  const verdict = verdictOf(run);
  const failed = verdict !== null && verdict.outcome !== 'pass';
  const refusal = run.problemMessage ? inWebWords(run.problemCode, run.problemMessage) : null;
  const answer = failed ? verdict.sentence : (run.summary?.answer ?? refusal);
  return (
    <div role="row" className={RUN} style={{ height: ROW }}>
      <span role="cell" className="truncate">
        <Link to={run.id} className="font-medium hover:text-accent hover:underline">
          {run.name}
        </Link>
      </span>
      <span role="cell" className="truncate text-muted">
        {generatorsOf(run.recipe).map(words).join(', ')}
      </span>
      <span role="cell" className="tabular">
        {run.summary?.trials.length}
      </span>
      <span role="cell">
        <RunMarks run={run} />
      </span>
      <span role="cell" className="line-clamp-2 text-xs" title={answer ?? undefined}>
        {answer ?? <span className="text-muted">{run.ended ? 'none' : 'not yet'}</span>}
      </span>
    </div>
  );
}

function Saved({ recipes, projectId }: { recipes: readonly RecipeVersion[]; projectId: string }) {
  const fork = useForkRecipe(projectId);
  const navigate = useNavigate();
  const now = useNow(60_000);
  const copy = (recipe: RecipeVersion) =>
    fork.mutate(
      { id: recipe.id, name: copyName(recipe.name, recipes) },
      { onSuccess: (made) => void navigate(`/projects/${projectId}/recipes/new?from=${made.id}`) },
    );
  return (
    <div className="flex flex-col gap-3">
      <InlineProblem error={fork.error} />
      <div className="overflow-x-auto rounded-card border border-line bg-raised">
        <div className="min-w-[46rem]">
          <Windowed
            label="Saved recipes"
            count={recipes.length}
            rowHeight={ROW}
            height={ROW * 12}
            header={
              <div role="row" className={`${SAVED} h-9 text-xs font-medium text-muted`}>
                {['Recipe', 'Version', 'Hash', 'Saved', 'Actions'].map((name) => (
                  <span key={name} role="columnheader">
                    {name}
                  </span>
                ))}
              </div>
            }
            row={(index) => {
              const recipe = recipes[index];
              return recipe ? (
                <div key={recipe.id} role="row" className={SAVED} style={{ height: ROW }}>
                  <span role="cell" className="truncate">
                    <Link
                      to={`new?from=${recipe.id}`}
                      className="font-medium hover:text-accent hover:underline"
                    >
                      {recipe.name}
                    </Link>
                    {recipe.forkedFrom ? <span className="ml-2 text-xs text-muted">fork</span> : null}
                  </span>
                  <span role="cell" className="tabular">
                    {recipe.number}
                  </span>
                  <span role="cell">
                    <HashChip hash={recipe.hash} name={`hash of ${recipe.name}`} />
                  </span>
                  <span role="cell" className="truncate text-muted">
                    {age(recipe.createdAt, now)} by {recipe.owner}
                  </span>
                  <span role="cell" className="flex gap-2">
                    <ButtonLink to={`new?from=${recipe.id}`}>Open</ButtonLink>
                    <Button aria-label={`Fork ${recipe.name}`} onClick={() => copy(recipe)}>
                      <GitFork aria-hidden size={14} /> Fork
                    </Button>
                  </span>
                </div>
              ) : null;
            }}
          />
        </div>
      </div>
    </div>
  );
}

/** "Sweep" → "Sweep (copy)", "Sweep (copy 2)", … */
export function copyName(name: string, recipes: readonly Pick<RecipeVersion, 'name'>[]): string {
  const taken = new Set(recipes.map((recipe) => recipe.name));
  for (let copy = 1; ; copy++) {
    const next = `${name} (copy${copy === 1 ? '' : ` ${copy}`})`;
    if (!taken.has(next)) return next;
  }
}
