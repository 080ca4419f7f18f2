import { useSuspenseQuery } from '@tanstack/react-query';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { ledgerQuery } from '../queries/privacy';
import { epsilonText } from './figures';

/** What the seed's budget leaves, beside a fit that is about to spend from it. */
export function BudgetNote({ seedId, epsilon }: { seedId: string; epsilon: number }) {
  const { data: ledger } = useSuspenseQuery(ledgerQuery(seedId));
  const short = ledger.epsilonLeft != null && epsilon > ledger.epsilonLeft;
  const Icon = short ? ShieldAlert : ShieldCheck;
  return (
    <p
      role={short ? 'alert' : undefined}
      className={`flex items-start gap-2 rounded-control px-3 py-2 text-sm ${short ? 'bg-fail-soft text-fail' : 'bg-sunken text-muted'}`}
    >
      <Icon aria-hidden size={16} className="mt-0.5 shrink-0" />
      <span className="tabular">
        {ledger.budget
          ? `The budget is ε = ${epsilonText(ledger.budget.epsilon)} at δ = ${ledger.budget.delta}; a single release can have ε = ${epsilonText(ledger.epsilonLeft ?? 0)} of it.`
          : `Nobody set a budget for this seed, so nothing limits what is spent. So far: ε = ${epsilonText(ledger.epsilonSpent ?? 0)} at δ = ${ledger.delta}.`}
        {short ? ' Ask for less, or have an owner raise it.' : null}
      </span>
    </p>
  );
}
