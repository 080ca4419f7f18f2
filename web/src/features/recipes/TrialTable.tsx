import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Run, RunTrial, TrialSummary } from '../../api/types';
import { duration } from '../../format/numbers';
import { nameOf } from '../../measures/measures';
import { levelsText } from '../../runs/recipe';
import { Marks } from '../../runs/RunVerdict';
import { Card } from '../../ui/Card';
import { Figure } from '../../ui/Figure';
import { Term } from '../../ui/Term';
import { Windowed } from '../../ui/Windowed';
import { trialsQuery } from './queries';

const ROW = 44;
const GRID =
  'grid grid-cols-[7rem_minmax(8rem,1fr)_12rem_minmax(9rem,1.2fr)_6rem] items-center gap-x-3 border-b ' +
  'border-line px-4';

/** The current state of every trial. A failed trial shows the reason, a reused one the trial it is from. */
export function TrialTable({ run, measure }: { run: Run; measure: string }) {
  const { data: trials } = useSuspenseQuery(trialsQuery(run.id));
  const ended = trials.filter(({ status }) => status === 'done' || status === 'failed').length;
  const failed = trials.filter(({ status }) => status === 'failed').length;
  return (
    <Card
      title="Trials"
      hint={
        <span role="status">
          {ended} of {trials.length} ended{failed > 0 ? `, ${failed} of them failed` : ''}
        </span>
      }
      flush
    >
      <div className="overflow-x-auto">
        <div className="min-w-[49rem]">
          <Windowed
            label="Trials"
            count={trials.length}
            rowHeight={ROW}
            height={ROW * 12}
            header={
              <div role="row" className={`${GRID} h-9 text-xs font-medium text-muted`}>
                <span role="columnheader">Trial</span>
                <span role="columnheader">Levels</span>
                <span role="columnheader">Verdict and state</span>
                <span role="columnheader">{nameOf(measure)}</span>
                <span role="columnheader" className="text-right">
                  Time
                </span>
              </div>
            }
            row={(index) => {
              const trial = trials[index];
              return trial ? <Row key={trial.name} run={run} trial={trial} measure={measure} /> : null;
            }}
          />
        </div>
      </div>
    </Card>
  );
}

function Row({ run, trial, measure }: { run: Run; trial: RunTrial; measure: string }) {
  const { name, status, summary } = trial;
  const levels = levelsText(trial.levels) || 'Base settings';
  // Once the run has ended, a trial that had not ended never will.
  const shown = run.ended && (status === 'running' || status === 'waiting') ? 'cancelled' : status;
  return (
    <div role="row" className={GRID} style={{ height: ROW }}>
      <span role="cell" className="font-mono text-xs font-medium">
        {status === 'done' ? (
          <Link
            to={`/projects/${run.projectId}/evaluation/${run.id}?trial=${name}`}
            className="hover:text-accent hover:underline"
          >
            {name}
          </Link>
        ) : (
          name
        )}
      </span>
      <span role="cell" className="truncate text-muted" title={levels}>
        {levels}
      </span>
      <span role="cell">
        <Marks status={shown} verdict={summary?.verdict} />
      </span>
      <span role="cell" className="min-w-0 truncate">
        <Result summary={summary} measure={measure} />
      </span>
      <span role="cell" className="tabular text-right text-muted">
        {summary ? <Took summary={summary} /> : null}
      </span>
    </div>
  );
}

function Result({ summary, measure }: { summary: RunTrial['summary']; measure: string }) {
  if (!summary) return <span className="text-muted">not yet</span>;
  const { failure, measures } = summary;
  if (failure) return <Term means={`${failure.message} (${failure.code})`}>{failure.message}</Term>;
  return <Figure value={measures[measure]} missing="the trial’s report says why." />;
}

function Took({ summary }: { summary: TrialSummary }) {
  const { reusedFrom, cost } = summary;
  if (!reusedFrom) return duration(cost.wallSeconds);
  return (
    <Term means={`Reused from trial ${reusedFrom}, which ran the same settings on the same rows.`}>
      reused
    </Term>
  );
}
