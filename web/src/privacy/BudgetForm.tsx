import { useState } from 'react';
import type { DatasetLedger } from '../api/types';
import { useSetBudget } from '../queries/privacy';
import { Button } from '../ui/Button';
import { TextField } from '../ui/fields';
import { InlineProblem } from '../ui/states';
import { useFormDraft } from '../ui/useFormDraft';

/** Sets the ε and δ that all private releases of a seed together may spend. */
export function BudgetForm({ seedId, ledger }: { seedId: string; ledger: DatasetLedger }) {
  const form = useFormDraft(`budget-2:${seedId}`, () => ({
    epsilon: String(ledger.budget?.epsilon ?? ''),
    delta: String(ledger.delta),
    reason: '',
  }));
  const { epsilon, delta, reason } = form.value;
  const [tried, setTried] = useState(false);
  const set = useSetBudget(seedId);
  const { budget } = ledger;
  const raised = budget != null && (Number(epsilon) > budget.epsilon || Number(delta) > budget.delta);
  const errors = {
    epsilon: Number(epsilon) > 0 && Number.isFinite(Number(epsilon)) ? undefined : 'Enter a number above 0.',
    delta:
      Number(delta) > 0 && Number(delta) < 1
        ? undefined
        : 'Enter a number between 0 and 1, far below 1 ÷ the number of rows.',
    reason: raised && reason.trim() === '' ? 'Say why the budget is raised.' : undefined,
  };
  return (
    <form
      aria-label="Budget"
      className="flex flex-col gap-2"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (errors.epsilon || errors.delta || errors.reason) return;
        const asked = { epsilon: Number(epsilon), delta: Number(delta) };
        set.mutate(raised ? { ...asked, reason: reason.trim() } : asked, { onSuccess: form.forget });
      }}
    >
      {form.notice}
      <div className="grid grid-cols-1 items-start gap-3 sm:grid-cols-[10rem_10rem_auto]">
        <TextField
          label="Budget: total ε"
          inputMode="decimal"
          placeholder="No limit"
          value={epsilon}
          error={tried ? errors.epsilon : undefined}
          onChange={(event) => form.set({ ...form.value, epsilon: event.target.value })}
        />
        <TextField
          label="at δ"
          inputMode="decimal"
          value={delta}
          error={tried ? errors.delta : undefined}
          onChange={(event) => form.set({ ...form.value, delta: event.target.value })}
        />
        <div className="pt-5">
          <Button type="submit" busy={set.isPending}>
            Set the budget
          </Button>
        </div>
      </div>
      {raised ? (
        <div className="max-w-xl">
          <TextField
            label="Reason for the higher budget"
            hint="A higher budget protects less. The ledger records the reason."
            maxLength={500}
            value={reason}
            error={tried ? errors.reason : undefined}
            onChange={(event) => form.set({ ...form.value, reason: event.target.value })}
          />
        </div>
      ) : null}
      <p className="text-xs text-muted">
        A run that would exceed the budget is refused before it starts. What is spent cannot be returned.
      </p>
      <InlineProblem error={set.error} />
    </form>
  );
}
