import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import { useSearchParams } from 'react-router';
import type { CardComparison, Run } from '../../api/types';
import { number } from '../../format/numbers';
import { nameOf } from '../../measures/measures';
import { runsQuery } from '../../queries/runs';
import { RunMarks } from '../../runs/RunVerdict';
import { Card } from '../../ui/Card';
import { SelectField } from '../../ui/fields';
import { Figure } from '../../ui/Figure';
import { PageHeader } from '../../ui/PageHeader';
import { InlineProblem, Skeleton } from '../../ui/states';
import { Table, Td, Th } from '../../ui/Table';
import { useProjectId } from '../../ui/useParam';
import { pairOf } from './pair';
import { comparisonQuery } from './queries';

/** Compares two cards: what changed in the recipe, and what changed in the result. */
export function ComparePage() {
  const { data: runs } = useSuspenseQuery(runsQuery(useProjectId()));
  const [parameters, setParameters] = useSearchParams();
  const done = runs.filter(({ status }) => status === 'done');
  const { a, b } = pairOf(done, { a: parameters.get('a'), b: parameters.get('b') });
  const choose = (side: 'a' | 'b', id: string) => setParameters({ a, b, [side]: id }, { replace: true });
  return (
    <>
      <PageHeader
        title="Compare two cards"
        lead="What changed in the recipe, and what changed in the result."
      />
      <div className="mb-6 grid items-end gap-4 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
        <Choice label="Before" runs={done} value={a} onChange={(id) => choose('a', id)} />
        <ArrowRight aria-hidden size={16} className="mb-2 text-muted max-sm:hidden" />
        <Choice label="After" runs={done} value={b} onChange={(id) => choose('b', id)} />
      </div>
      {a && b ? (
        <Compared a={a} b={b} runs={done} />
      ) : (
        <p className="text-sm text-muted">Two finished recipes are needed to compare cards.</p>
      )}
    </>
  );
}

function Choice({
  label,
  runs,
  value,
  onChange,
}: {
  label: string;
  runs: readonly Run[];
  value: string;
  onChange: (id: string) => void;
}) {
  return (
    <SelectField label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      {runs.map((run) => (
        <option key={run.id} value={run.id}>
          {run.name} ({new Date(run.createdAt).toLocaleString('en-GB')})
        </option>
      ))}
    </SelectField>
  );
}

function Compared({ a, b, runs }: { a: string; b: string; runs: readonly Run[] }) {
  const { data, error } = useQuery(comparisonQuery(a, b));
  if (error) return <InlineProblem error={error} />;
  if (!data) return <Skeleton className="h-64" />;
  return (
    <div className="flex flex-col gap-6">
      <div className="grid grid-cols-1 gap-6 sm:grid-cols-2">
        <Card title="Answer before" actions={<Of runs={runs} id={a} />}>
          <p className="text-sm">{data.answers.before}</p>
        </Card>
        <Card title="Answer after" actions={<Of runs={runs} id={b} />}>
          <p className="text-sm">{data.answers.after}</p>
        </Card>
      </div>
      <Recipes changes={data.recipe ?? []} />
      <Results comparison={data} />
    </div>
  );
}

/** The verdict and the state of one of the two runs. */
function Of({ runs, id }: { runs: readonly Run[]; id: string }) {
  const run = runs.find((one) => one.id === id);
  return run ? <RunMarks run={run} /> : null;
}

function Recipes({ changes }: { changes: NonNullable<CardComparison['recipe']> }) {
  return (
    <Card title="What changed in the recipe" flush={changes.length > 0}>
      {changes.length === 0 ? (
        <p className="text-sm text-muted">Nothing changed: both recipes have the same hash.</p>
      ) : (
        <Table label="What changed in the recipe">
          <thead>
            <tr>
              <Th>Setting</Th>
              <Th>Before</Th>
              <Th>After</Th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ path, before, after }) => (
              <tr key={path}>
                <Td className="font-mono text-xs">{path}</Td>
                <Td className="font-mono text-xs break-all">{said(before)}</Td>
                <Td className="font-mono text-xs break-all">{said(after)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

function Results({ comparison }: { comparison: CardComparison }) {
  const { cells, onlyBefore, onlyAfter, origin } = comparison;
  return (
    <Card
      title="What changed in the result"
      hint={[
        ...origin.map(({ name }) => `Different ${name}`),
        ...onlyBefore.map((levels) => `only before: ${levels}`),
        ...onlyAfter.map((levels) => `only after: ${levels}`),
      ].join('; ')}
      flush
    >
      <Table label="What changed in the result">
        <thead>
          <tr>
            <Th>Cell</Th>
            <Th>Measure</Th>
            <Th numeric>Before</Th>
            <Th numeric>After</Th>
            <Th>Change, with its 95 % interval</Th>
          </tr>
        </thead>
        <tbody>
          {cells.map((cell) => (
            <tr key={`${cell.cellAfter} ${cell.measure}`}>
              <Td>
                {cell.cellBefore === cell.cellAfter
                  ? `No. ${cell.cellAfter}`
                  : `No. ${cell.cellBefore} → ${cell.cellAfter}`}
              </Td>
              <Td>{nameOf(cell.measure)}</Td>
              <Td numeric>{number(cell.before)}</Td>
              <Td numeric>{number(cell.after)}</Td>
              <Td>
                <Change cell={cell} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function Change({ cell }: { cell: CardComparison['cells'][number] }) {
  const { change, identical, interval, paired } = cell;
  if (identical) return <span className="text-muted">identical in every repeat</span>;
  if (!interval) return <Figure value={change} reference="no interval: one repeat" />;
  return <Figure value={change} interval={interval} reference={paired ? 'paired' : null} />;
}

function said(value: unknown): string {
  return value === null || value === undefined ? 'not set' : JSON.stringify(value);
}
