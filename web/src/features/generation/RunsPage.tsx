import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Database, Play } from 'lucide-react';
import { runParts } from '../../queries/runs';
import { RunList } from '../../runs/RunList';
import { ButtonLink } from '../../ui/Button';
import { PageHeader } from '../../ui/PageHeader';
import { ShowMore } from '../../ui/ShowMore';
import { Empty } from '../../ui/states';
import { useProjectId } from '../../ui/useParam';

export function RunsPage() {
  const projectId = useProjectId();
  const list = useSuspenseInfiniteQuery(runParts(projectId));
  const runs = list.data;
  const start = (
    <ButtonLink to="new" look="primary">
      <Play aria-hidden size={14} /> Start a run
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Generation"
        lead="Each run fits a generator to the seed, samples synthetic rows, evaluates them and signs the evidence."
        actions={start}
      />
      {runs.length === 0 ? (
        <Empty icon={Database} title="No run yet" action={start}>
          Choose a seed, a schema and a generator. You can watch the run and cancel it at any time.
        </Empty>
      ) : (
        <>
          <RunList runs={runs} label="Runs" />
          <ShowMore list={list} what="runs" />
        </>
      )}
    </>
  );
}
