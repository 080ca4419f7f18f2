import { useQuery } from '@tanstack/react-query';
import type { Plan, Recipe } from '../../api/types';
import { count, duration, number } from '../../format/numbers';
import { levelsText } from '../../runs/recipe';
import { useDebounced } from '../../ui/useDebounced';
import { Card } from '../../ui/Card';
import { HashChip } from '../../ui/HashChip';
import { InlineProblem } from '../../ui/states';
import { Windowed } from '../../ui/Windowed';
import { planQuery } from './queries';

const ROW = 32;
const GRID =
  'grid grid-cols-[6rem_minmax(0,1fr)_4rem_5rem] items-center gap-x-2 border-b border-line px-4 text-xs';

/** What the recipe will do, before anything runs; it follows the form. */
export function PlanPreview({
  projectId,
  seedId,
  schemaId,
  recipe,
}: {
  projectId: string;
  seedId: string;
  schemaId: string;
  recipe: Recipe | null;
}) {
  const settled = useDebounced(recipe, 300);
  const { data: plan, error } = useQuery({
    ...planQuery(projectId, { seedId, schemaId }, settled ?? EMPTY),
    enabled: settled !== null && seedId !== '',
  });
  return (
    <Card
      title="The plan"
      hint="Before anything runs."
      actions={plan && !error ? <HashChip hash={plan.recipeHash} name="recipe hash" /> : null}
      flush
    >
      {error ? (
        <div className="px-4 pb-4">
          <InlineProblem error={error} />
        </div>
      ) : plan ? (
        <Shown plan={plan} />
      ) : (
        <p className="px-4 pb-4 text-sm text-muted">It shows here once the form is filled in.</p>
      )}
    </Card>
  );
}

const EMPTY: Recipe = {
  version: 1,
  name: '',
  data: { seed: '', holdoutShare: 0.3 },
  base: { generator: 'auto', seed: 1, options: {} },
  factors: {},
  repeats: 1,
};

function Shown({ plan }: { plan: Plan }) {
  const figures: readonly [string, string][] = [
    ['Trials', `${count(plan.trials.length)} in ${count(plan.cells.length)} cells`],
    ['ε in total', plan.epsilon == null ? 'none' : number(plan.epsilon)],
    ['Time', plan.seconds == null ? 'unknown yet' : `about ${duration(plan.seconds)} one after another`],
    ['Cost', plan.money == null ? 'no price given' : number(plan.money)],
  ];
  const confounded = plan.effects.filter(
    ({ estimable, aliasedWith }) => !estimable || aliasedWith.length > 0,
  );
  return (
    <>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 px-4 pb-4">
        {figures.map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="text-xs text-muted">{name}</dt>
            <dd className="tabular text-sm font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="px-4 pb-3 text-xs text-muted">
        {confounded.length === 0 ? (
          'Every effect can be told from every other.'
        ) : (
          <ul aria-label="What cannot be told apart" className="flex flex-col gap-1">
            {confounded.map(({ name, estimable, aliasedWith }) => (
              <li key={name}>
                <span className="font-medium text-ink">{name}</span>{' '}
                {estimable
                  ? 'is reported as if these were nothing:'
                  : 'is not reported; it is confounded with'}{' '}
                {aliasedWith.join(', ') || 'the design’s own terms'}
              </li>
            ))}
          </ul>
        )}
      </div>
      {plan.notes.length > 0 ? (
        <ul aria-label="Notes on the plan" className="flex flex-col gap-1 px-4 pb-3 text-xs text-muted">
          {plan.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
      <Windowed
        label="Planned trials"
        count={plan.trials.length}
        rowHeight={ROW}
        height={ROW * 8}
        header={
          <div role="row" className={`${GRID} h-8 font-medium text-muted`}>
            <span role="columnheader">Trial</span>
            <span role="columnheader">Levels</span>
            <span role="columnheader" className="text-right">
              ε
            </span>
            <span role="columnheader" className="text-right">
              Expected
            </span>
          </div>
        }
        row={(index) => {
          const trial = plan.trials[index];
          return trial ? (
            <div key={trial.name} role="row" className={GRID} style={{ height: ROW }}>
              <span role="cell" className="font-mono">
                {trial.name}
              </span>
              <span role="cell" className="truncate text-muted">
                {levelsText(trial.levels) || trial.generator}
              </span>
              <span role="cell" className="tabular text-right">
                {trial.epsilon == null ? 'none' : number(trial.epsilon)}
              </span>
              <span role="cell" className="tabular text-right">
                {trial.seconds == null ? 'unknown' : duration(trial.seconds)}
              </span>
            </div>
          ) : null;
        }}
      />
    </>
  );
}
