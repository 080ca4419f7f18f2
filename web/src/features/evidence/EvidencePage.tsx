import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Download, ShieldCheck } from 'lucide-react';
import { Link } from 'react-router';
import { age } from '../../format/numbers';
import { doneRunParts } from '../../queries/runs';
import { epsilonWord } from '../../runs/epsilon';
import { RunMarks } from '../../runs/RunVerdict';
import { buttonClass, ButtonLink } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { HashChip } from '../../ui/HashChip';
import { PageHeader } from '../../ui/PageHeader';
import { ShowMore } from '../../ui/ShowMore';
import { Empty } from '../../ui/states';
import { Table, Td, Th } from '../../ui/Table';
import { useNow } from '../../ui/useNow';
import { useProjectId } from '../../ui/useParam';
import { VerifyPanel } from './VerifyPanel';

export function EvidencePage() {
  const projectId = useProjectId();
  const list = useSuspenseInfiniteQuery(doneRunParts(projectId));
  const done = list.data;
  const now = useNow(60_000);
  return (
    <>
      <PageHeader
        title="Evidence"
        lead="Each finished run has a signed pack, which anyone can verify offline."
      />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_26rem]">
        {done.length === 0 ? (
          <Empty
            icon={ShieldCheck}
            title="No pack yet"
            action={
              <ButtonLink look="primary" to={`/projects/${projectId}/generation/new`}>
                Start a run
              </ButtonLink>
            }
          >
            When a run is done, you can download its pack here and send it to a reviewer.
          </Empty>
        ) : (
          <div className="min-w-0">
            <Card title="Packs" flush>
              <Table label="Evidence packs">
                <thead>
                  <tr>
                    <Th>Run</Th>
                    <Th>Verdict</Th>
                    <Th>Recipe</Th>
                    <Th>ε</Th>
                    <Th>Signed</Th>
                    <Th>
                      <span className="sr-only">Download</span>
                    </Th>
                  </tr>
                </thead>
                <tbody>
                  {done.map((run) => {
                    const summary = run.summary;
                    return (
                      <tr key={run.id}>
                        <Td>
                          <Link to={run.id} className="font-medium hover:text-accent hover:underline">
                            {run.name}
                          </Link>
                        </Td>
                        <Td>
                          <RunMarks run={run} />
                        </Td>
                        <Td>{summary ? <HashChip hash={summary.recipeHash} name="recipe hash" /> : null}</Td>
                        <Td>{epsilonWord(summary)}</Td>
                        <Td className="whitespace-nowrap text-muted">
                          {age(run.endedAt ?? run.createdAt, now)}
                        </Td>
                        <Td numeric>
                          <a
                            href={`/api/runs/${run.id}/pack`}
                            download
                            className={buttonClass('plain')}
                            aria-label={`Download the pack of ${run.name}`}
                          >
                            <Download aria-hidden size={14} /> Pack
                          </a>
                        </Td>
                      </tr>
                    );
                  })}
                </tbody>
              </Table>
            </Card>
            <ShowMore list={list} what="packs" />
          </div>
        )}
        <VerifyPanel />
      </div>
    </>
  );
}
