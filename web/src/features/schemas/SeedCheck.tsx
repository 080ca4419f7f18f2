import { CircleCheck, ListChecks } from 'lucide-react';
import type { Schema, SeedFile } from '../../api/types';
import { count, counted } from '../../format/numbers';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { InlineProblem } from '../../ui/states';
import { useCheckSeed } from './queries';

const SHOWN = 50;

/** Checks the seed against the schema in the form, and lists the violations. */
export function SeedCheck({ seed, schema }: { seed: SeedFile; schema: Schema }) {
  const check = useCheckSeed(seed.id);
  const findings = check.data;
  return (
    <Card
      title="Does the seed follow the schema?"
      hint={`Checks every row of ${seed.name} against the schema in this form.`}
      actions={
        <Button busy={check.isPending} onClick={() => check.mutate(schema)}>
          <ListChecks aria-hidden size={14} /> Check the seed
        </Button>
      }
    >
      <div aria-live="polite" className="flex flex-col gap-2">
        <InlineProblem error={check.error} />
        {findings?.holds ? (
          <p className="flex items-center gap-2 text-sm text-pass">
            <CircleCheck aria-hidden size={16} /> {counted(findings.rows, 'row')} checked: the seed follows
            the schema.
          </p>
        ) : null}
        {findings && !findings.holds ? (
          <>
            <p className="text-sm font-medium">
              {counted(findings.violations, 'violation')} in {counted(findings.rows, 'row')}
            </p>
            <ul className="max-h-72 overflow-y-auto">
              {findings.rules.slice(0, SHOWN).map((rule) => (
                <li
                  key={`${rule.rule} ${rule.columns.join()}`}
                  className="border-t border-line py-2 text-sm first:border-t-0"
                >
                  {rule.says}
                  <div className="tabular text-xs text-muted">
                    {counted(rule.violations, 'row')}
                    {rule.violations === 1 ? ': number ' : ', the first: number '}
                    {rule.examples
                      .slice(0, 5)
                      .map(({ row }) => count(row))
                      .join(', ')}
                  </div>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {findings?.notes.map((note) => (
          <p key={note} className="text-xs text-muted">
            {note}
          </p>
        ))}
        {findings?.notChecked.map((reason) => (
          <p key={reason} className="text-xs text-muted">
            Not checked: {reason}
          </p>
        ))}
      </div>
    </Card>
  );
}
