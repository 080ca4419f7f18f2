import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { FlaskConical, Sprout } from 'lucide-react';
import { useLocation, useSearchParams } from 'react-router';
import type { Recipe, Run } from '../../api/types';
import { runQuery } from '../../queries/runs';
import { schemasQuery } from '../../queries/schemas';
import { seedsQuery } from '../../queries/seeds';
import { ButtonLink } from '../../ui/Button';
import { PageHeader } from '../../ui/PageHeader';
import { Empty, InlineProblem, Skeleton } from '../../ui/states';
import { useProjectId } from '../../ui/useParam';
import { Builder } from './Builder';
import { readQuery, recipeQuery } from './queries';
import { recipeIn } from './share';

/** A new recipe: empty, or with the settings of a launched run, a saved version or a link. */
export function NewRecipePage() {
  const projectId = useProjectId();
  const { data: seeds } = useSuspenseQuery(seedsQuery(projectId));
  const { data: schemas } = useSuspenseQuery(schemasQuery(projectId));
  const ready = seeds.length > 0 && schemas.length > 0;
  return (
    <>
      <PageHeader
        title="New recipe"
        lead={
          <>
            Choose what to vary and how often each cell, a combination of levels, is repeated. The form and
            the document show the same recipe; edit either.
          </>
        }
      />
      {ready ? (
        <Begun projectId={projectId} />
      ) : (
        <Empty
          icon={seeds.length === 0 ? Sprout : FlaskConical}
          title={seeds.length === 0 ? 'A recipe needs a seed' : 'A recipe needs a schema'}
          action={
            <ButtonLink
              look="primary"
              to={
                seeds[0]
                  ? `/projects/${projectId}/schemas/new?seed=${seeds[0].id}`
                  : `/projects/${projectId}/seeding`
              }
            >
              {seeds.length === 0 ? 'Upload a seed' : 'Design the schema'}
            </ButtonLink>
          }
        >
          After that, choose what to compare and launch the recipe.
        </Empty>
      )}
    </>
  );
}

function Begun({ projectId }: { projectId: string }) {
  const parameters = useSearchParams()[0];
  const linked = recipeIn(useLocation().hash);
  const again = parameters.get('again');
  const from = parameters.get('from');
  const run = useQuery({ ...runQuery(again ?? ''), enabled: again !== null });
  const saved = useQuery({ ...recipeQuery(from ?? ''), enabled: from !== null });
  const read = useQuery({ ...readQuery(linked ?? '', false), enabled: linked !== null });
  const problem = run.error ?? saved.error ?? read.error;
  const waits =
    (again !== null && !run.data) || (from !== null && !saved.data) || (linked !== null && !read.data);
  if (problem) return <InlineProblem error={problem} />;
  if (waits) return <Skeleton className="h-96" />;
  const start: Recipe | undefined = run.data?.recipe ?? saved.data?.document ?? read.data?.document;
  const source: Run | undefined = run.data;
  return (
    <Builder
      key={again ?? from ?? linked ?? 'new'}
      projectId={projectId}
      about={again ?? from ?? linked ?? 'new'}
      start={start}
      seedId={source?.seedId}
      schemaId={source?.schemaId}
    />
  );
}
