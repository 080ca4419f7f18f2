import { useSuspenseQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useRef } from 'react';
import { useSearchParams } from 'react-router';
import type { EvaluationReport, RunSummary } from '../../api/types';
import { Dial } from '../../charts/Dial';
import { DialDrivers } from '../../charts/DialDrivers';
import { counted } from '../../format/numbers';
import { measureOf } from '../../measures/measures';
import { KpiFigure } from '../../runs/KpiFigure';
import { Badge } from '../../ui/Badge';
import { Card } from '../../ui/Card';
import { HashChip } from '../../ui/HashChip';
import { Empty } from '../../ui/states';
import { Tabs } from '../../ui/Tabs';
import { AddedSection } from './AddedSection';
import { CostSection } from './CostSection';
import { DialSection } from './DialSection';
import { FidelitySection } from './FidelitySection';
import { OtherGenerators } from './OtherGenerators';
import { PrivacySection } from './PrivacySection';
import { reportQuery } from './queries';
import { UtilitySection } from './UtilitySection';

/** The version of the reports that this page can show. */
const VERSION = 5;

/** The verdict, the figures that decide it, and below them all sections of the report. */
export function Report({
  runId,
  trial,
  summary,
}: {
  runId: string;
  trial: string;
  summary: RunSummary | null | undefined;
}) {
  const { data: report } = useSuspenseQuery(reportQuery(runId, trial));
  const [params, setParams] = useSearchParams();
  const details = useRef<HTMLDivElement>(null);
  const section = params.get('section') ?? 'fidelity';
  const { subject, verdict, kpis, dial } = report;

  const open = (id: string, part?: string) => {
    setParams(
      (before) => {
        const kept = Object.fromEntries([...before].filter(([name]) => name !== 'part'));
        return { ...kept, section: id, ...(part ? { part } : {}) };
      },
      { replace: true },
    );
    details.current?.scrollIntoView({ block: 'start' });
  };

  if (report.version !== VERSION) {
    return (
      <Empty icon={History} title="An earlier version wrote this report">
        Its figures, including the dial, mean something else than those of today. Run the recipe again for a
        report of this version; the old one is in the run’s pack as it was.
      </Empty>
    );
  }

  return (
    <>
      <section aria-label="Verdict" className="mb-6">
        <div className="mb-2">
          <Badge state={verdict.outcome} />
        </div>
        <p className="max-w-4xl text-lg font-medium tracking-tight">{verdict.sentence}</p>
        <ul aria-label="What decides the verdict" className="mt-3 flex max-w-4xl flex-col gap-1.5 text-sm">
          {report.gates.map((gate) => (
            <li key={gate.name} className="flex items-baseline gap-2">
              <Badge state={gate.verdict} />
              <span>{gate.sentence}</span>
            </li>
          ))}
        </ul>
        {report.warnings.length > 0 ? (
          <ul aria-label="Warnings" className="mt-3 flex max-w-4xl flex-col gap-1 text-sm text-muted">
            {report.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        ) : null}
        <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
          <span className="tabular">{counted(subject.syntheticRows, 'synthetic row')}</span>
          <span className="tabular">
            against {counted(subject.realRows, 'real row')} and a holdout of{' '}
            {counted(subject.holdoutRows, 'row')}
          </span>
          {subject.target ? <span>target {subject.target}</span> : null}
          <HashChip hash={subject.schemaHash} name="schema hash" />
        </p>
      </section>
      <div className="mb-8 grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="grid grid-cols-1 content-start gap-4 sm:grid-cols-2">
          {kpis.map((kpi) => (
            <KpiFigure key={kpi.name} kpi={kpi} within={verdict.outcome} />
          ))}
        </div>
        <Card title="Model Collapse Risk Dial">
          <Dial value={dial.value} interval={dial.interval} partial={dial.partial} />
          <div className="mt-6">
            <DialDrivers dial={dial} onOpen={({ name }) => open('dial', name)} />
          </div>
        </Card>
      </div>
      <div ref={details} className="scroll-mt-20">
        <Tabs
          label="Sections of the report"
          value={section}
          onChange={(id) => open(id)}
          tabs={[
            { id: 'fidelity', title: 'Fidelity', content: <FidelitySection fidelity={report.fidelity} /> },
            ...(report.sections ?? []).map((added) => ({
              id: added.name,
              title: added.title,
              content: <AddedSection section={added} />,
            })),
            { id: 'utility', title: 'Utility', content: <UtilitySection utility={report.utility} /> },
            { id: 'privacy', title: 'Privacy', content: <PrivacySection privacy={report.privacy} /> },
            {
              id: 'dial',
              title: 'Collapse risk',
              content: <DialSection dial={dial} chosen={params.get('part')} />,
            },
            {
              id: 'generators',
              title: 'Other generators',
              content: <OtherGenerators report={report} />,
            },
            {
              id: 'cost',
              title: 'Cost',
              content: (
                <CostSection
                  cost={report.cost}
                  whole={summary?.trials.find(({ name }) => name === trial)?.cost}
                />
              ),
            },
            {
              id: 'not-measured',
              title: `Not measured (${report.notMeasured.length})`,
              content: <NotMeasuredList items={report.notMeasured} />,
            },
          ]}
        />
      </div>
    </>
  );
}

type NotMeasuredItem = EvaluationReport['notMeasured'][number];

function NotMeasuredList({ items }: { items: readonly NotMeasuredItem[] }) {
  return (
    <Card title="Not measured" hint="What this report could not measure, and why.">
      {items.length === 0 ? <p className="text-sm text-muted">Everything was measured.</p> : null}
      <dl className="grid grid-cols-1 gap-x-6 gap-y-2 sm:grid-cols-[14rem_minmax(0,1fr)]">
        {items.map(({ name, reason, blocks }) => (
          <div key={name} className="contents">
            <dt className="font-medium">{measureOf(name).title}</dt>
            <dd className="text-muted">
              {reason}
              {blocks ? <span className="text-warn"> Without it the verdict cannot be a pass.</span> : null}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
