import { Check } from 'lucide-react';
import type { SchemaVersion, SeedFile } from '../../api/types';
import { ButtonLink } from '../../ui/Button';
import { cx } from '../../ui/cx';

/** The steps to a first report, and which of them are done. */
export function FirstSteps({
  projectId,
  seed,
  schema,
}: {
  projectId: string;
  seed: SeedFile | undefined;
  schema: SchemaVersion | undefined;
}) {
  const here = `/projects/${projectId}`;
  const steps = [
    {
      title: 'Upload a seed',
      text:
        'Upload a CSV or Parquet file with a few hundred to a few thousand real rows. ' +
        'The server profiles each column.',
      action: 'Upload a seed',
      to: `${here}/seeding`,
      done: seed !== undefined,
    },
    {
      title: 'Confirm the schema',
      text:
        'The designer proposes a kind, bounds and a role for every column, with a reason. Change what is wrong. ' +
        'Every synthetic row follows the constraints that are on.',
      action: 'Design the schema',
      to: seed ? `${here}/schemas/new?seed=${seed.id}` : `${here}/schemas`,
      done: schema !== undefined,
    },
    {
      title: 'Generate and evaluate',
      text:
        'Choose a generator and start. After some minutes you get a report with intervals ' +
        'and a signed pack that anyone can verify.',
      action: 'Start a run',
      to: `${here}/generation/new`,
      done: false,
    },
  ];
  const next = steps.findIndex(({ done }) => !done);

  return (
    <ol className="grid grid-cols-1 gap-4 md:grid-cols-3">
      {steps.map((step, index) => (
        <li
          key={step.title}
          className={cx(
            'flex flex-col rounded-card border bg-raised p-6',
            index === next ? 'border-accent' : 'border-line',
          )}
        >
          <span
            className={cx(
              'mb-4 flex size-8 items-center justify-center rounded-full text-sm font-semibold',
              step.done ? 'bg-pass-soft text-pass' : 'bg-accent-soft text-accent',
            )}
          >
            {step.done ? <Check aria-label="Done" size={16} /> : index + 1}
          </span>
          <h2 className="text-base font-semibold">{step.title}</h2>
          <p className="mt-2 mb-6 grow text-sm text-muted">{step.text}</p>
          <ButtonLink to={step.to} look={index === next ? 'primary' : 'plain'} className="self-start">
            {step.action}
          </ButtonLink>
        </li>
      ))}
    </ol>
  );
}
