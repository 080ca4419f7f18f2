import { useSuspenseQuery } from '@tanstack/react-query';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { Link } from 'react-router';
import type { DatasetLedger } from '../api/types';
import { counted } from '../format/numbers';
import { ledgerQuery } from '../queries/privacy';
import { cx } from '../ui/cx';
import { useProjectId } from '../ui/useParam';
import { epsilonText } from './figures';

/**
 * How much of the seed's budget is left, shown beside a run that is about to spend from it.
 *
 * @param short The server would refuse the run because it would overspend the budget.
 */
export function BudgetNote({ seedId, short }: { seedId: string; short: boolean }) {
  const { data: ledger } = useSuspenseQuery(ledgerQuery(seedId));
  const projectId = useProjectId();
  const Icon = short ? ShieldAlert : ShieldCheck;
  return (
    <p
      role={short ? 'alert' : undefined}
      className={cx(
        'flex items-start gap-2 rounded-control px-3 py-2 text-sm',
        short ? 'bg-fail-soft text-fail' : 'bg-sunken text-muted',
      )}
    >
      <Icon aria-hidden size={16} className="mt-0.5 shrink-0" />
      <span className="tabular">
        {stateOf(ledger)}
        {short ? ' Choose a smaller ε, or ask an owner to raise the budget.' : null}{' '}
        <Link to={`/projects/${projectId}/seeding/${seedId}`} className="underline underline-offset-2">
          Open the privacy ledger
        </Link>
      </span>
    </p>
  );
}

function stateOf({ budget, delta, epsilonLeft, epsilonSpent, outside }: DatasetLedger): string {
  const protectedUses = budget
    ? `The budget of this seed is ε = ${epsilonText(budget.epsilon)} at δ = ${budget.delta}. ` +
      `A single release can still spend ε = ${epsilonText(epsilonLeft ?? 0)}.`
    : `This seed has no budget, so nothing limits what is spent. ` +
      `So far, private releases spent ε = ${epsilonText(epsilonSpent)} at δ = ${delta}.`;
  return outside > 0
    ? `${protectedUses} ε does not count ${counted(outside, 'use')} without protection.`
    : protectedUses;
}
