import type { Run, RunStatus, TrialStatus, TrialSummary } from '../api/types';
import { Badge } from '../ui/Badge';
import { DriftBadge } from './DriftBadge';
import { WaitBadge } from './Waits';

type Judgement = NonNullable<TrialSummary['verdict']>;

const UNJUDGED: Judgement = {
  outcome: 'not-measured',
  sentence: 'There is no verdict: no trial of the leading cell was judged. Run it again to get one.',
};

const LEADERLESS: Judgement = {
  outcome: 'not-measured',
  sentence: 'There is no verdict: no cell leads, as the answer explains.',
};

/** The verdict of a finished run; null for a run that has no results. */
export function verdictOf(run: Pick<Run, 'status' | 'summary'>): Judgement | null {
  if (run.status !== 'done') return null;
  return run.summary?.verdict ?? (run.summary?.best == null ? LEADERLESS : UNJUDGED);
}

/** Two separate marks of a run or a trial: first its verdict, then how far it is. Only the verdict can be green. */
export function Marks({
  status,
  verdict,
  waits = false,
}: {
  status: RunStatus | TrialStatus;
  verdict: Judgement | null | undefined;
  /** It waits for something outside the run. */
  waits?: boolean;
}) {
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      {verdict ? (
        <span title={verdict.sentence}>
          <Badge
            state={verdict.outcome}
            {...(verdict === UNJUDGED || verdict === LEADERLESS ? { word: 'No verdict' } : {})}
          />
        </span>
      ) : null}
      {waits ? <WaitBadge /> : <Badge state={status} />}
    </span>
  );
}

export function RunMarks({ run }: { run: Pick<Run, 'status' | 'summary' | 'drift' | 'waits'> }) {
  const marks = <Marks status={run.status} verdict={verdictOf(run)} waits={run.waits != null} />;
  if (run.drift !== 'refit') return marks;
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      {marks}
      <DriftBadge outcome={run.drift} />
    </span>
  );
}

/** The result of a finished run at the head of a page: the verdict with its reason, and then the answer. */
export function RunResult({ run }: { run: Pick<Run, 'status' | 'summary'> }) {
  const verdict = verdictOf(run);
  const { summary } = run;
  if (!verdict || !summary) return null;
  return (
    <section aria-label="Result" className="mb-6 max-w-4xl">
      <Marks status={run.status} verdict={verdict} />
      <p className="mt-2 text-lg font-medium tracking-tight">{verdict.sentence}</p>
      <p className="mt-2 text-sm text-muted">
        {summary.cells.length > 1 ? 'The verdict is about the leading cell. ' : ''}
        {summary.answer}
      </p>
    </section>
  );
}
