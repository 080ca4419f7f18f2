import { gatesOf, isFounded, reportKpis } from './attacks';
import type { Check } from './check';
import { parseReport } from './documents';
import type { TrialRecord } from './trialDocument';
import { judged } from './figures';
import { parseFigures, type Figure, type Figures } from './reportDocument';
import { claimWords } from './privacy';

/** From this version on every report has all parts. */
const FIRST_WITH_GATES = 5;

/**
 * Checks that a trial's record has its report's figures, and that attacks, gates and key figures of the report follow
 * from its figures, as src/Core/Evidence/ReportClaims.cs does.
 */
export function checkReport(record: TrialRecord, check: Check) {
  const file = `trials/${record.name}/report.json`;
  const report = check.parse(file, parseReport);
  if (!report || report.version < FIRST_WITH_GATES) return;
  const figures = check.parse(file, parseFigures);
  if (!figures) return;
  const near = (said: unknown, found: unknown, what: string) => check.near(said, found, file, what);
  near(
    record.results.measures,
    measuresOf(figures, record.settings.downstream),
    'a figure of the trial’s record',
  );
  near(record.kpis, figures.kpis, 'a key figure of the trial’s record');
  near(
    {
      schemaHash: record.schemaHash,
      realRows: record.trainRows,
      holdoutRows: record.holdoutRows,
      syntheticRows: record.sampled,
      generator: record.generator,
    },
    figures.subject,
    'what was compared',
  );
  near(
    record.privacy ? claimWords(record.privacy) : 'no differential privacy',
    figures.claim,
    'what is claimed of its differential privacy',
  );
  check.require(figures.attacks.every(isFounded), file, 'the verdict of an attack, by its figures,');
  const kpis = reportKpis(figures);
  near(figures.kpis.map(judged), kpis, 'a key figure, by the attacks and measures,');
  const found = gatesOf(figures, kpis);
  check.require(
    found !== null && report.gates.every(({ name, verdict }) => verdict === found[name]),
    file,
    'a gate, by the figures,',
  );
}

/** The figures by the names that they have in trials: `TrialMeasures` in src/Core. */
function measuresOf(figures: Figures, downstream: string | null): Readonly<Record<string, number>> {
  const { overall, sections, learners, attacks, dial, cost } = figures;
  const named: readonly (readonly [string, number | null])[] = [
    ...under('fidelity', overall),
    ...under('utility', usefulness(figures, downstream)),
    ...learners.map(({ learner, ratio }) => [`utility.${learner}.ratio`, ratio] as const),
    ...attacks.map(
      ({ name, estimate, fresh }) =>
        [`privacy.${name}`, estimate === null ? null : estimate - (fresh ?? 0)] as const,
    ),
    ...sections.flatMap(({ name, measures }) => under(name, measures)),
    ['collapse-risk', dial] as const,
    ['cost.gpu-seconds', cost.gpuSeconds] as const,
    ['cost.kilowatt-hours', cost.kilowattHours] as const,
    ['cost.money', cost.money] as const,
  ];
  return Object.fromEntries(
    named.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
  );
}

function under(section: string, figures: readonly Figure[]) {
  return figures.map(({ name, value }) => [`${section}.${name}`, value] as const);
}

/** The main figures are those of the boosted trees; of another learner there are its ratio and its scores. */
function usefulness({ measures, learners, metric }: Figures, downstream: string | null): readonly Figure[] {
  if (downstream === null || downstream === 'trees') return measures;
  const learner = learners.find((one) => one.learner === downstream);
  return [
    ...(learner?.setups ?? [])
      .filter(({ setup }) => setup === 'tstr' || setup === 'trtr')
      .map(({ setup, scores }) => ({
        name: setup,
        value: scores.find(({ name }) => name === metric)?.value ?? null,
      })),
    { name: 'ratio', value: learner?.ratio ?? null },
  ];
}
