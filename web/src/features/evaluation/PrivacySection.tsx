import type { Attack, EvaluationReport } from '../../api/types';
import { ChartFrame } from '../../charts/ChartFrame';
import { IntervalPlot } from '../../charts/IntervalPlot';
import { count, percent, words } from '../../format/numbers';
import { keyFigureOf } from '../../measures/measures';
import { Badge } from '../../ui/Badge';
import { Card } from '../../ui/Card';
import { Figure } from '../../ui/Figure';
import { Term } from '../../ui/Term';
import { AttackTests } from './AttackTests';

/** Whether the synthetic rows reveal something about the people in the seed. */
export function PrivacySection({ privacy }: { privacy: EvaluationReport['privacy'] }) {
  const { claim, notCovered, attacks } = privacy;
  const limit = keyFigureOf('attack-success')?.limit;
  const reach = Math.max(
    0.1,
    ...attacks.flatMap(({ estimate, interval }) => [estimate ?? 0, interval?.high ?? 0]),
  );
  const least = Math.min(
    0,
    ...attacks.map(({ estimate, interval }) => Math.min(estimate ?? 0, interval?.low ?? 0)),
  );
  return (
    <div className="flex flex-col gap-4">
      <Card title="Claim">
        <p>{claim}</p>
        {notCovered ? <p className="text-sm text-muted">{notCovered}</p> : null}
      </Card>
      <ChartFrame
        title="Attacks"
        hint="How much more an attack succeeds on seed rows than on holdout rows, which the generator never saw."
        file="attacks"
        header={['Attack', 'Verdict', 'Gain', 'Low', 'High', 'Success', 'Control', 'Limit']}
        rows={attacks.map((attack) => [
          attack.name,
          attack.verdict,
          attack.estimate ?? null,
          attack.interval?.low ?? null,
          attack.interval?.high ?? null,
          attack.success ?? null,
          attack.control ?? null,
          attack.limit,
        ])}
      >
        <IntervalPlot
          label="Attacks"
          from={Math.floor(least * 20) / 20}
          to={Math.ceil(reach * 20) / 20}
          limit={limit === undefined ? undefined : { value: limit, name: `limit ${percent(limit, 0)}` }}
          markName="an attack’s own limit"
          format={(value) => percent(value, 0)}
          rows={attacks.map((attack) => ({
            id: attack.name,
            label: <AttackName attack={attack} />,
            value: attack.estimate,
            interval: attack.interval,
            mark: attack.limit === limit ? null : attack.limit,
            text: <AttackText attack={attack} />,
          }))}
        />
      </ChartFrame>
      <AttackTests privacy={privacy} />
    </div>
  );
}

function AttackName({ attack }: { attack: Attack }) {
  return (
    <div>
      <div className="text-sm">{attack.question}</div>
      <div className="text-xs text-muted">{words(attack.name)}</div>
    </div>
  );
}

function AttackText({ attack }: { attack: Attack }) {
  const limit = keyFigureOf('attack-success')?.limit;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Badge state={attack.verdict} />
      <Figure value={attack.estimate} interval={attack.interval} format={(value) => percent(value)} />
      {attack.success != null && attack.control != null ? (
        <span className="tabular w-full text-xs text-muted">
          success {percent(attack.success)},{' '}
          <Term means="The success of the same attack on rows that the generator never saw.">control</Term>{' '}
          {percent(attack.control)}
          {attack.limit === limit
            ? ''
            : `; fails where the whole interval lies above ${percent(attack.limit)}`}
          {attack.fresh == null ? '' : `; fresh real rows reach ${percent(attack.fresh)}`}
        </span>
      ) : null}
      {attack.gain == null ? null : (
        <span className="tabular w-full text-xs text-muted">
          judged by a{' '}
          <Term means="By how much more the attack succeeds on seed rows than on holdout rows.">gain</Term> of
          at most {percent(attack.gain.high)}; {percent(attack.gain.allowed, 0)} is allowed
        </span>
      )}
      {attack.sampleSizeNeeded != null ? (
        <span className="tabular w-full text-xs text-warn">
          With about {count(attack.sampleSizeNeeded)} rows, a table that leaks nothing passes in four of five
          cases.
        </span>
      ) : null}
    </div>
  );
}
