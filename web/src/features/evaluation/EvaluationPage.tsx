import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { ChartNoAxesCombined } from 'lucide-react';
import { doneRunParts } from '../../queries/runs';
import { RunList } from '../../runs/RunList';
import { ButtonLink } from '../../ui/Button';
import { PageHeader } from '../../ui/PageHeader';
import { ShowMore } from '../../ui/ShowMore';
import { Empty } from '../../ui/states';
import { useProjectId } from '../../ui/useParam';

export function EvaluationPage() {
  const projectId = useProjectId();
  const list = useSuspenseInfiniteQuery(doneRunParts(projectId));
  const done = list.data;
  return (
    <>
      <PageHeader
        title="Evaluation"
        lead={
          <>
            Fidelity, utility, privacy, collapse risk and cost of every finished run. Each figure stands
            beside its interval and what it is compared with.
          </>
        }
      />
      {done.length === 0 ? (
        <Empty
          icon={ChartNoAxesCombined}
          title="No report yet"
          action={
            <ButtonLink look="primary" to={`/projects/${projectId}/generation/new`}>
              Start a run
            </ButtonLink>
          }
        >
          Every trial of a run gets a report. Start a run to see its reports here.
        </Empty>
      ) : (
        <>
          <RunList runs={done} label="Runs with a report" />
          <ShowMore list={list} what="runs" />
        </>
      )}
    </>
  );
}
