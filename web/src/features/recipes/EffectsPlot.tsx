import type { MeasureAnalysis } from '../../api/types';
import { ChartFrame } from '../../charts/ChartFrame';
import { IntervalPlot } from '../../charts/IntervalPlot';
import { figure } from '../../format/numbers';
import { nameOf } from '../../measures/measures';
import { Figure } from '../../ui/Figure';

/** What each level does, all else equal: a dot and its 95 % interval, the largest first. What cannot be told from something else is hatched and named. */
export function EffectsPlot({ analysis }: { analysis: MeasureAnalysis }) {
  const { effects, name } = analysis;
  const ends = effects.flatMap(({ difference, interval }) => [
    difference,
    ...(interval ? [interval.low, interval.high] : []),
  ]);
  const reach = Math.max(0.001, ...ends.map(Math.abs)) * 1.1;
  return (
    <ChartFrame
      title="Effects"
      hint={`Difference in ${nameOf(name).toLowerCase()} to the factor’s baseline level, all else equal, with its 95 % interval`}
      file={`effects-${name}`}
      header={['Factor', 'Level', 'Against', 'Difference', 'Low', 'High', 'Confounded with']}
      rows={effects.map((effect) => [
        effect.factor,
        String(effect.level),
        String(effect.against),
        effect.difference,
        effect.interval?.low ?? null,
        effect.interval?.high ?? null,
        effect.aliasedWith.join(', '),
      ])}
    >
      {effects.length === 0 ? (
        <p className="text-sm text-muted">
          <span className="font-medium text-ink">Not measured</span>: nothing is varied, or no whole
          comparison has ended yet.
        </p>
      ) : (
        <IntervalPlot
          label={`Effects on ${nameOf(name)}`}
          from={-reach}
          to={reach}
          limit={{ value: 0, name: 'no difference' }}
          format={figure}
          rows={effects.map((effect) => ({
            id: `${effect.factor} ${String(effect.level)}`,
            hatched: effect.aliasedWith.length > 0,
            label: (
              <>
                <div className="truncate">
                  {effect.factor} <span className="font-medium">{String(effect.level)}</span>
                </div>
                <div className="truncate text-xs text-muted">
                  against {String(effect.against)}
                  {effect.aliasedWith.length > 0
                    ? `; cannot be told from ${effect.aliasedWith.join(', ')}`
                    : ''}
                </div>
              </>
            ),
            value: effect.difference,
            interval: effect.interval,
            text: (
              <>
                <Figure value={effect.difference} interval={effect.interval} />
                {effect.interval ? null : (
                  <div className="text-xs text-muted">no interval: a draft until there are more repeats</div>
                )}
              </>
            ),
          }))}
        />
      )}
    </ChartFrame>
  );
}
