import {
  Check,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleSlash,
  CircleX,
  Clock,
  TriangleAlert,
} from 'lucide-react';
import type { RunStatus, TrialStatus, Verdict } from '../api/types';
import { cx } from './cx';

const STATES = {
  pass: { icon: CircleCheck, word: 'Pass', tone: 'text-pass bg-pass-soft' },
  fail: { icon: CircleX, word: 'Fail', tone: 'text-fail bg-fail-soft' },
  underpowered: { icon: TriangleAlert, word: 'Underpowered', tone: 'text-warn bg-warn-soft' },
  invalid: { icon: TriangleAlert, word: 'Invalid', tone: 'text-warn bg-warn-soft' },
  'not-measured': { icon: CircleDashed, word: 'Not measured', tone: 'text-muted bg-sunken' },
  queued: { icon: Clock, word: 'Queued', tone: 'text-muted bg-sunken' },
  running: { icon: CircleDot, word: 'Running', tone: 'text-busy bg-busy-soft' },
  cancelling: { icon: CircleDot, word: 'Cancelling', tone: 'text-warn bg-warn-soft' },
  // Neutral: that something finished says nothing about its verdict.
  done: { icon: Check, word: 'Finished', tone: 'text-muted bg-sunken' },
  cancelled: { icon: CircleSlash, word: 'Cancelled', tone: 'text-muted bg-sunken' },
  waiting: { icon: Clock, word: 'Waiting', tone: 'text-muted bg-sunken' },
  failed: { icon: CircleX, word: 'Failed', tone: 'text-fail bg-fail-soft' },
  refused: { icon: CircleX, word: 'Refused', tone: 'text-fail bg-fail-soft' },
} as const satisfies Record<RunStatus | TrialStatus | Verdict, unknown>;

/** A state as icon, word and colour, so that colour alone carries no meaning. */
export function Badge({
  state,
  word,
  plain = false,
}: {
  state: RunStatus | TrialStatus | Verdict;
  word?: string;
  /** Without its colour. */
  plain?: boolean;
}) {
  const { icon: Icon, word: usual, tone } = STATES[state];
  return (
    <span
      className={cx(
        'inline-flex h-5 shrink-0 items-center gap-1 rounded-full px-2 text-xs font-medium whitespace-nowrap',
        plain ? 'bg-sunken text-muted' : tone,
      )}
    >
      <Icon aria-hidden size={12} />
      {word ?? usual}
    </span>
  );
}

/** A plain label, for kinds and counts. */
export function Tag({ children }: { children: string }) {
  return (
    <span
      className={cx(
        'inline-flex h-5 shrink-0 items-center rounded-control bg-sunken px-1.5 text-xs',
        'whitespace-nowrap text-muted',
      )}
    >
      {children}
    </span>
  );
}
