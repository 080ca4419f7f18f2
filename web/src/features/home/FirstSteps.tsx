import { Check } from 'lucide-react';
import type { SchemaVersion, SeedFile } from '../../api/types';
import { ButtonLink } from '../../ui/Button';
import { cx } from '../../ui/cx';

/** The way from nothing to a first report, and how much of it is done. */
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
      text: 'A CSV or Parquet file with a few hundred to a few thousand real rows. It is profiled, and a holdout is split off that no generator sees.',
      action: 'Upload a seed',
      to: `${here}/seeding`,
      done: seed !== undefined,
    },
    {
      title: 'Confirm the schema',
      text: 'Every column’s kind, bounds and role are proposed with a reason. Change what is wrong; constraints that hold are kept in every synthetic row.',
      action: 'Design the schema',
      to: seed ? `${here}/schemas/new?seed=${seed.id}` : `${here}/schemas`,
      done: schema !== undefined,
    },
    {
      title: 'Generate and judge',
      text: 'Pick a generator and start. Minutes later there is a report with intervals, and a signed pack that a stranger can verify.',
      action: 'Start a run',
      to: `${here}/generation/new`,
      done: false,
    },
  ];
  const next = steps.findIndex(({ done }) => !done);

  return (
    <ol className="grid gap-4 md:grid-cols-3">
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
