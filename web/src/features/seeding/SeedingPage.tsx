import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { age, bytes, count } from '../../format/numbers';
import { seedParts } from '../../queries/seeds';
import { ButtonLink } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { HashChip } from '../../ui/HashChip';
import { PageHeader } from '../../ui/PageHeader';
import { ShowMore } from '../../ui/ShowMore';
import { Table, Td, Th } from '../../ui/Table';
import { useNow } from '../../ui/useNow';
import { useProjectId } from '../../ui/useParam';
import { NewSeed } from './NewSeed';

export function SeedingPage() {
  const projectId = useProjectId();
  const list = useSuspenseInfiniteQuery(seedParts(projectId));
  const seeds = list.data;
  const now = useNow(60_000);

  return (
    <>
      <PageHeader
        title="Seeding"
        lead={
          <>
            A seed is a small, sanitised sample of real rows. Generators learn from it, except for a holdout
            that is kept for evaluation. It stays on this server and is never in a pack.
          </>
        }
      />
      <NewSeed projectId={projectId} />
      {seeds.length > 0 ? (
        <Card title="Seeds" flush className="mt-6">
          <Table label="Seeds">
            <thead>
              <tr>
                <Th>File</Th>
                <Th numeric>Rows</Th>
                <Th numeric>Columns</Th>
                <Th numeric>Size</Th>
                <Th>SHA-256</Th>
                <Th>Uploaded</Th>
                <Th>
                  <span className="sr-only">Next step</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {seeds.map((seed) => (
                <tr key={seed.id}>
                  <Td>
                    <Link to={seed.id} className="font-medium hover:text-accent hover:underline">
                      {seed.name}
                    </Link>
                  </Td>
                  <Td numeric>{count(seed.rows)}</Td>
                  <Td numeric>{seed.profile.columns.length}</Td>
                  <Td numeric>{bytes(seed.bytes)}</Td>
                  <Td>
                    <HashChip hash={seed.sha256} name={`hash of ${seed.name}`} />
                  </Td>
                  <Td className="whitespace-nowrap text-muted">{age(seed.createdAt, now)}</Td>
                  <Td numeric>
                    <ButtonLink
                      to={`/projects/${projectId}/schemas/new?seed=${seed.id}`}
                      aria-label={`Design schema from ${seed.name}`}
                    >
                      Design schema
                    </ButtonLink>
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Card>
      ) : null}
      <ShowMore list={list} what="seeds" />
    </>
  );
}
