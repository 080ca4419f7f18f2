import { Link } from 'react-router';
import type { Run } from '../api/types';
import { age, counted, percent, words } from '../format/numbers';
import { cx } from '../ui/cx';
import { Figure } from '../ui/Figure';
import { useNow } from '../ui/useNow';
import { epsilonWord } from './epsilon';
import { pageOf } from './pageOf';
import { inWebWords } from './problems';
import { generatorsOf } from './recipe';
import { RunMarks, verdictOf } from './RunVerdict';
import { StageDots } from './StageDots';
import { WaitLine } from './Waits';

/** A run in a list, the same everywhere: name, verdict, stage dots, generator, ε, key figure, age, owner. */
export function RunRow({ run }: { run: Run }) {
  const now = useNow(30_000);
  const summary = run.summary;
  return (
    <li
      className={cx(
        'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-t border-line px-4',
        'py-3 first:border-t-0',
        'md:grid-cols-[minmax(0,2.2fr)_7rem_minmax(0,1.2fr)_4rem_minmax(0,2fr)_minmax(0,1.3fr)]',
      )}
    >
      <div className="min-w-0">
        <Link to={pageOf(run)} className="block truncate font-medium hover:text-accent hover:underline">
          {run.name}
        </Link>
        <div className="mt-1">
          <RunMarks run={run} />
        </div>
        <Reason run={run} />
        <WaitLine run={run} />
      </div>
      <StageDots run={run} />
      <div className="truncate text-muted max-md:hidden">
        {generatorsOf(run.recipe).map(words).join(', ')}
      </div>
      <div
        className="tabular text-muted max-md:hidden"
        title={`Differential privacy: ${summary?.epsilon ?? 'none'}`}
      >
        {summary?.privacy?.withheld.length ? 'withheld' : `ε ${epsilonWord(summary)}`}
      </div>
      <div className="min-w-0 text-sm">
        <KeyFigure run={run} />
      </div>
      <div className="min-w-0 text-right text-xs text-muted max-md:hidden">
        <div>{age(run.createdAt, now)}</div>
        <div className="truncate">{run.owner}</div>
      </div>
    </li>
  );
}

/** Why a run was refused, or why its verdict is no pass. */
function Reason({ run }: { run: Run }) {
  const verdict = verdictOf(run);
  if (run.status === 'refused')
    return (
      <p className="mt-1 line-clamp-3 text-xs text-fail">
        {inWebWords(run.problemCode, run.problemMessage ?? '')}
      </p>
    );
  if (!verdict || verdict.outcome === 'pass') return null;
  return (
    <p className={cx('mt-1 line-clamp-2 text-xs', verdict.outcome === 'fail' ? 'text-fail' : 'text-muted')}>
      {verdict.sentence}
    </p>
  );
}

function KeyFigure({ run }: { run: Run }) {
  const summary = run.summary;
  if (!summary) return <span className="text-muted">{run.status === 'running' ? words(run.stage) : ''}</span>;
  const utility = summary.kpis.find((kpi) => kpi.name === 'utility');
  if (utility?.value != null) {
    return (
      <div>
        <div className="text-xs text-muted">Utility, synthetic ÷ real</div>
        <Figure value={utility.value} interval={utility.interval} format={(value) => percent(value)} />
      </div>
    );
  }
  return (
    <span className="text-xs text-muted">
      {counted(summary.trials.length, 'trial')}; utility not measured
    </span>
  );
}
