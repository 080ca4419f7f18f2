import type { EvaluationReport, Verdict } from '../../api/types';
import { counted, percent, words } from '../../format/numbers';
import { Badge } from '../../ui/Badge';
import { Card } from '../../ui/Card';
import { Figure } from '../../ui/Figure';
import { FigureTable } from './FigureTable';

const SELF_TEST: Readonly<Partial<Record<Verdict, string>>> = {
  pass: 'The attacks found the rows that were planted word for word. The table has the other kinds of leaks.',
  'not-measured': 'There are too few rows to test whether the attacks would find copies of seed rows.',
  invalid: 'The attacks missed the planted rows. It therefore proves nothing that they find no other leak.',
};

/** Whether the attacks find a planted leak, how many records stand out, and the figures behind each attack. */
export function AttackTests({ privacy }: { privacy: EvaluationReport['privacy'] }) {
  const { selfTest, vulnerable, attacks } = privacy;
  const detailed = attacks.filter(({ details }) => details.length > 0);
  return (
    <>
      {selfTest ? (
        <Card
          title="Would the attacks find a leak?"
          hint="Seed rows are planted in a copy of the synthetic table. The attacks have to find them."
        >
          <p className="mb-3 flex items-center gap-2 text-sm">
            <Badge state={selfTest.outcome} />
            {SELF_TEST[selfTest.outcome] ?? SELF_TEST.invalid}
          </p>
          <FigureTable
            label="Planted leaks"
            header={['Attack', 'Planted', 'How', 'Gain', 'Found']}
            rows={selfTest.plants.map(({ attack, share, kind, estimate, interval, found }) => ({
              id: `${attack} ${share} ${kind}`,
              cells: [
                words(attack),
                percent(share, 0),
                kind,
                <Figure value={estimate} interval={interval} format={(value) => percent(value)} />,
                found ? 'yes' : 'no',
              ],
            }))}
          />
        </Card>
      ) : null}
      {vulnerable ? (
        <Card title="Records that stand out">
          <p className="text-sm">
            <span className="tabular font-semibold">{counted(vulnerable.records, 'seed row')}</span>{' '}
            {vulnerable.records === 1 ? 'stands' : 'stand'} out;{' '}
            <span className="tabular">{vulnerable.expected.toFixed(1)}</span> would be expected by chance.
            This report does not say which rows they are.
          </p>
        </Card>
      ) : null}
      {detailed.map(({ name, note, details }) => (
        <details key={name} className="rounded-card border border-line bg-raised p-4">
          <summary className="cursor-pointer text-sm font-medium">{words(name)} in detail</summary>
          {note ? <p className="mt-2 text-sm text-muted">{note}</p> : null}
          <FigureTable
            label={`${words(name)} in detail`}
            header={['Figure', 'Value']}
            rows={details.map((detail) => ({
              id: detail.name,
              cells: [
                detail.name,
                <Figure value={detail.value} interval={detail.interval} missing={detail.note} />,
              ],
            }))}
          />
        </details>
      ))}
    </>
  );
}
