import { Trash2 } from 'lucide-react';
import type { Column, Constraint } from '../../api/types';
import { Button, IconButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { cx } from '../../ui/cx';
import { SwitchField } from '../../ui/fields';
import { NewConstraint } from './NewConstraint';
import { useSentences } from './queries';

export function ConstraintList({
  columns,
  constraints,
  isPrivate,
  onChange,
  onRemoved,
}: {
  columns: readonly Column[];
  constraints: readonly Constraint[];
  /** Generators with differential privacy are allowed: they may not rely on what was found in the rows. */
  isPrivate: boolean;
  onChange: (constraints: readonly Constraint[]) => void;
  onRemoved: (message: string) => void;
}) {
  const sentenceOf = useSentences(constraints);
  return (
    <Card title="Constraints" hint="Every synthetic row follows the constraints that are on." flush>
      {constraints.length === 0 ? <p className="px-4 pb-2 text-sm text-muted">No constraint yet.</p> : null}
      <ul>
        {constraints.map((constraint, place) => {
          const sentence = sentenceOf(constraint);
          return (
            <li key={sentence} className="flex items-center gap-3 border-t border-line px-4 py-2.5">
              <SwitchField
                hideLabel
                label={`Enforce ${sentence}`}
                checked={constraint.active}
                onChange={(active) =>
                  onChange(constraints.map((was, other) => (other === place ? { ...was, active } : was)))
                }
              />
              <div className={cx('min-w-0 grow', !constraint.active && 'text-muted')}>
                <div className="break-words">{sentence}</div>
                {constraint.reason ? <div className="text-xs text-muted">{constraint.reason}</div> : null}
              </div>
              {constraint.reason && isPrivate ? (
                <Button
                  look="ghost"
                  aria-label={`I know without the rows: ${sentence}`}
                  onClick={() =>
                    onChange(
                      constraints.map((was, other) => (other === place ? { ...was, reason: null } : was)),
                    )
                  }
                >
                  I know this without the rows
                </Button>
              ) : null}
              <IconButton
                label={`Remove ${sentence}`}
                onClick={() => {
                  onChange(constraints.filter((_, other) => other !== place));
                  onRemoved('Constraint removed.');
                }}
              >
                <Trash2 aria-hidden size={16} />
              </IconButton>
            </li>
          );
        })}
      </ul>
      <div className="border-t border-line px-4 py-3">
        <NewConstraint columns={columns} onAdd={(constraint) => onChange([...constraints, constraint])} />
      </div>
    </Card>
  );
}
