import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Table2 } from 'lucide-react';
import { Link } from 'react-router';
import { age } from '../../format/numbers';
import { schemaParts } from '../../queries/schemas';
import { seedParts } from '../../queries/seeds';
import { ButtonLink } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { HashChip } from '../../ui/HashChip';
import { PageHeader } from '../../ui/PageHeader';
import { ShowMore } from '../../ui/ShowMore';
import { Empty } from '../../ui/states';
import { Table, Td, Th } from '../../ui/Table';
import { useNow } from '../../ui/useNow';
import { useProjectId } from '../../ui/useParam';

export function SchemasPage() {
  const projectId = useProjectId();
  const list = useSuspenseInfiniteQuery(schemaParts(projectId));
  const schemas = list.data;
  const { data: seeds } = useSuspenseInfiniteQuery(seedParts(projectId));
  const now = useNow(60_000);
  const [seed] = seeds;
  const create = seed ? (
    <ButtonLink to={`new?seed=${seed.id}`} look={schemas.length === 0 ? 'primary' : 'plain'}>
      Propose from {seed.name}
    </ButtonLink>
  ) : (
    <ButtonLink to={`/projects/${projectId}/seeding`} look="primary">
      Upload a seed
    </ButtonLink>
  );

  return (
    <>
      <PageHeader
        title="Schemas"
        lead={
          <>
            A schema describes a table: its columns, the constraints between them, and which columns could
            identify a person. Every save makes a new version with its own hash.
          </>
        }
        actions={schemas.length > 0 ? create : null}
      />
      {schemas.length === 0 ? (
        <Empty icon={Table2} title="No schema yet" action={create}>
          {seed
            ? 'The designer proposes a schema from your seed. Change what is wrong and save it.'
            : 'The designer proposes a schema from a seed of real rows. Upload a seed first.'}
        </Empty>
      ) : (
        <Card title="Versions" flush>
          <Table label="Schema versions">
            <thead>
              <tr>
                <Th>Schema</Th>
                <Th>Version</Th>
                <Th numeric>Columns</Th>
                <Th numeric>Constraints</Th>
                <Th>Hash</Th>
                <Th>Saved</Th>
              </tr>
            </thead>
            <tbody>
              {schemas.map((schema) => (
                <tr key={schema.id}>
                  <Td>
                    <Link to={schema.id} className="font-medium hover:text-accent hover:underline">
                      {schema.name}
                    </Link>
                  </Td>
                  <Td>{schema.number}</Td>
                  <Td numeric>{schema.document.columns.length}</Td>
                  <Td numeric>
                    {schema.document.constraints.filter(({ active }) => active).length} of{' '}
                    {schema.document.constraints.length} on
                  </Td>
                  <Td>
                    <HashChip hash={schema.hash} name={`hash of ${schema.name}, version ${schema.number}`} />
                  </Td>
                  <Td className="whitespace-nowrap text-muted">{age(schema.createdAt, now)}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Card>
      )}
      <ShowMore list={list} what="versions" />
    </>
  );
}
