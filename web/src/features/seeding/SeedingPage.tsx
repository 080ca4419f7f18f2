import { useSuspenseQuery } from '@tanstack/react-query';
import { Sprout, X } from 'lucide-react';
import { useCallback } from 'react';
import { Link, useNavigate } from 'react-router';
import type { SeedFile } from '../../api/types';
import { age, bytes, count } from '../../format/numbers';
import { seedsQuery } from '../../queries/seeds';
import { Button, ButtonLink } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { DropZone } from '../../ui/DropZone';
import { HashChip } from '../../ui/HashChip';
import { PageHeader } from '../../ui/PageHeader';
import { InlineProblem, ProgressBar } from '../../ui/states';
import { Table, Td, Th } from '../../ui/Table';
import { useNow } from '../../ui/useNow';
import { useProjectId } from '../../ui/useParam';
import { useUploadSeed, type Upload } from './queries';

export function SeedingPage() {
  const projectId = useProjectId();
  const { data: seeds } = useSuspenseQuery(seedsQuery(projectId));
  const navigate = useNavigate();
  const now = useNow(60_000);
  const open = useCallback(
    (seed: SeedFile) => void navigate(`/projects/${projectId}/seeding/${seed.id}`),
    [navigate, projectId],
  );
  const { upload, error, start, cancel } = useUploadSeed(projectId, open);

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
      {upload ? (
        <UploadProgress upload={upload} onCancel={cancel} />
      ) : (
        <DropZone
          label="Choose a file"
          accept=".csv,.tsv,.txt,.parquet,text/csv"
          icon={Sprout}
          onFile={(file) => void start(file)}
        >
          Drop a CSV or Parquet file here. The server profiles each column and gives a reason for what it
          finds.
        </DropZone>
      )}
      {error ? (
        <div className="mt-4">
          <InlineProblem error={error} />
        </div>
      ) : null}
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
    </>
  );
}

function UploadProgress({ upload, onCancel }: { upload: Upload; onCancel: () => void }) {
  const left = upload.sent >= upload.total;
  return (
    <div className="rounded-card border border-line bg-raised p-6">
      <div className="mb-3 flex items-center justify-between gap-4">
        <span className="truncate font-medium">{upload.name}</span>
        <Button onClick={onCancel}>
          <X aria-hidden size={14} /> Cancel upload
        </Button>
      </div>
      <ProgressBar
        label={`Upload of ${upload.name}`}
        fraction={upload.total === 0 ? 1 : upload.sent / upload.total}
      />
      <p role="status" className="tabular mt-2 text-sm text-muted">
        {left
          ? 'Uploaded. The server is reading and profiling it…'
          : `${bytes(upload.sent)} of ${bytes(upload.total)}`}
      </p>
    </div>
  );
}
