import { useSuspenseQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { Sprout } from 'lucide-react';
import { canonical } from '../../format/canonical';
import { schemaQuery } from '../../queries/schemas';
import { seedQuery, seedsQuery } from '../../queries/seeds';
import { lacking } from '../../runs/source';
import { ButtonLink } from '../../ui/Button';
import { Empty } from '../../ui/states';
import { useParam, useProjectId } from '../../ui/useParam';
import { Designer } from './Designer';

/** The designer with the schema that is proposed from a seed. */
export function NewSchemaPage() {
  const projectId = useProjectId();
  const [params] = useSearchParams();
  const seedId = params.get('seed');
  if (!seedId) {
    return (
      <Empty
        icon={Sprout}
        title="Choose a seed first"
        action={<ButtonLink to={`/projects/${projectId}/seeding`}>Choose a seed</ButtonLink>}
      >
        The designer proposes a schema from a seed. Choose a seed and press “Design schema”.
      </Empty>
    );
  }
  return <FromSeed projectId={projectId} seedId={seedId} />;
}

function FromSeed({ projectId, seedId }: { projectId: string; seedId: string }) {
  const { data: seed } = useSuspenseQuery(seedQuery(seedId));
  return (
    <Designer
      key={`${seedId} ${seed.reading ? canonical(seed.reading) : ''}`}
      projectId={projectId}
      saved={seed.profile.schema}
      version={null}
      seed={seed}
      findings={seed.profile.columns}
    />
  );
}

/** The designer with a saved version. Saving makes the next version. */
export function SchemaPage() {
  const projectId = useProjectId();
  const { data: version } = useSuspenseQuery(schemaQuery(useParam('schemaId')));
  const { data: seeds } = useSuspenseQuery(seedsQuery(projectId));
  const seed = seeds.find((one) => lacking(version, one).length === 0);
  return (
    <Designer
      key={version.id}
      projectId={projectId}
      saved={version.document}
      version={version}
      seed={seed ?? null}
      findings={seed?.profile.columns ?? []}
    />
  );
}
