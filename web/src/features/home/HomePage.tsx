import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Database, Play, Sprout } from 'lucide-react';
import { Link } from 'react-router';
import { counted } from '../../format/numbers';
import { doneRunParts, runParts } from '../../queries/runs';
import { schemaParts } from '../../queries/schemas';
import { seedParts } from '../../queries/seeds';
import { RunList } from '../../runs/RunList';
import { ButtonLink } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { PageHeader } from '../../ui/PageHeader';
import { useProjectId } from '../../ui/useParam';
import { FirstSteps } from './FirstSteps';
import { LatestResult } from './LatestResult';
import { projectQuery } from './queries';

const SHOWN = 6;

export function HomePage() {
  const projectId = useProjectId();
  const { data: project } = useSuspenseQuery(projectQuery(projectId));
  const { data: runs } = useSuspenseInfiniteQuery(runParts(projectId));
  const { data: seeds } = useSuspenseInfiniteQuery(seedParts(projectId));
  const { data: schemas } = useSuspenseInfiniteQuery(schemaParts(projectId));
  const [latest] = useSuspenseInfiniteQuery(doneRunParts(projectId)).data;

  return (
    <>
      <PageHeader
        title={project.name}
        lead={
          runs.length === 0
            ? 'Turn a small seed of real rows into synthetic data with signed evidence.'
            : undefined
        }
        actions={
          seeds.length > 0 ? (
            <>
              <ButtonLink to="seeding">
                <Sprout aria-hidden size={14} /> Upload a seed
              </ButtonLink>
              <ButtonLink to="generation/new" look="primary">
                <Play aria-hidden size={14} /> Start a run
              </ButtonLink>
            </>
          ) : null
        }
      />
      {runs.length === 0 ? <FirstSteps projectId={projectId} seed={seeds[0]} schema={schemas[0]} /> : null}
      {latest ? <LatestResult run={latest} /> : null}
      {runs.length > 0 ? (
        <section aria-labelledby="recent" className="mt-8">
          <div className="mb-3 flex items-baseline justify-between">
            <h2 id="recent" className="text-base font-semibold">
              Recent runs
            </h2>
            <Link to="generation" className="text-sm text-accent hover:underline">
              All runs
            </Link>
          </div>
          <RunList runs={runs.slice(0, SHOWN)} label="Recent runs" />
        </section>
      ) : null}
      {runs.length > 0 ? (
        <div className="mt-8 grid gap-4 md:grid-cols-2">
          <Card
            title="Seeds"
            actions={
              <Link to="seeding" className="text-sm text-accent hover:underline">
                All seeds
              </Link>
            }
          >
            <ul className="flex flex-col gap-2">
              {seeds.slice(0, 4).map((seed) => (
                <li key={seed.id} className="flex items-center justify-between gap-4">
                  <Link
                    to={`seeding/${seed.id}`}
                    className="flex min-w-0 items-center gap-2 hover:text-accent hover:underline"
                  >
                    <Sprout aria-hidden size={14} className="shrink-0 text-muted" />
                    <span className="truncate">{seed.name}</span>
                  </Link>
                  <span className="tabular shrink-0 text-muted">{counted(seed.rows, 'row')}</span>
                </li>
              ))}
            </ul>
          </Card>
          <Card
            title="Schemas"
            actions={
              <Link to="schemas" className="text-sm text-accent hover:underline">
                All schemas
              </Link>
            }
          >
            <ul className="flex flex-col gap-2">
              {schemas.slice(0, 4).map((schema) => (
                <li key={schema.id} className="flex items-center justify-between gap-4">
                  <Link
                    to={`schemas/${schema.id}`}
                    className="flex min-w-0 items-center gap-2 hover:text-accent hover:underline"
                  >
                    <Database aria-hidden size={14} className="shrink-0 text-muted" />
                    <span className="truncate">{schema.name}</span>
                  </Link>
                  <span className="tabular shrink-0 text-muted">
                    version {schema.number}, {counted(schema.document.columns.length, 'column')}
                  </span>
                </li>
              ))}
            </ul>
          </Card>
        </div>
      ) : null}
    </>
  );
}
