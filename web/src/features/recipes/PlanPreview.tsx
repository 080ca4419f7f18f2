import type { Plan } from '../../api/types';
import { count, counted, duration, number, words } from '../../format/numbers';
import { levelsText } from '../../runs/recipe';
import { RunProblem } from '../../runs/RunProblem';
import { effectName } from '../../runs/settings';
import type { PlanState } from '../../runs/usePlan';
import { Card } from '../../ui/Card';
import { HashChip } from '../../ui/HashChip';
import { Windowed } from '../../ui/Windowed';

const ROW = 32;
const GRID =
  'grid grid-cols-[6rem_minmax(0,1fr)_4rem_5rem] items-center gap-x-2 border-b border-line px-4 text-xs';

/** The plan of the recipe in the form: its trials, their cost, and which effects it can estimate. */
export function PlanPreview({
  projectId,
  source,
  state: { plan, error, stale },
}: {
  projectId: string;
  source: { seedId: string; schemaId: string };
  state: PlanState;
}) {
  const outdated = stale === 'errors' && (plan !== undefined || error !== null);
  return (
    <Card
      title="The plan"
      hint={stale === 'updating' ? 'Updating…' : 'What this recipe will run.'}
      actions={plan && !error && !stale ? <HashChip hash={plan.recipeHash} name="recipe hash" /> : null}
      flush
    >
      <div role="status">
        {outdated ? (
          <p className="mx-4 mb-3 rounded-control bg-warn-soft px-3 py-2 text-sm text-warn">
            Out of date: the form has errors, and this is the plan from before.
          </p>
        ) : null}
      </div>
      <div aria-busy={stale === 'updating'}>
        {error ? (
          <div className="px-4 pb-4">
            <RunProblem error={error} projectId={projectId} source={source} />
          </div>
        ) : null}
        {plan && !error ? <Shown plan={plan} /> : null}
      </div>
      {plan || error ? null : (
        <p className="px-4 pb-4 text-sm text-muted">Fill in the form to see the plan.</p>
      )}
    </Card>
  );
}

function Shown({ plan }: { plan: Plan }) {
  const figures: readonly [string, string][] = [
    ['Trials', `${count(plan.trials.length)} in ${counted(plan.cells.length, 'cell')}`],
    ['ε in total', plan.epsilon == null ? 'none' : number(plan.epsilon)],
    [
      'Time',
      plan.seconds == null ? 'not known yet' : `about ${duration(plan.seconds)}, one trial after another`,
    ],
    ['Cost', plan.money == null ? 'no price given' : number(plan.money)],
  ];
  const notes = [plan.spending, ...plan.notes].filter((note) => note != null);
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
          'The design can estimate every effect separately.'
        ) : (
          <ul aria-label="Confounded effects" className="flex flex-col gap-1">
            {confounded.map(({ name, estimable, aliasedWith }) => (
              <li key={name}>
                <span className="font-medium text-ink">{effectName(name)}</span>{' '}
                {estimable
                  ? 'is estimated as if these effects were zero:'
                  : 'is not estimated. It is confounded with'}{' '}
                {aliasedWith.map(effectName).join(', ') || 'other effects of the design'}
              </li>
            ))}
          </ul>
        )}
      </div>
      {notes.length > 0 ? (
        <ul aria-label="Notes on the plan" className="flex flex-col gap-1 px-4 pb-3 text-xs text-muted">
          {notes.map((note) => (
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
                {levelsText(trial.levels) || words(trial.generator)}
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
