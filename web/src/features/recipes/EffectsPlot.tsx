import type { MeasureAnalysis } from '../../api/types';
import { ChartFrame } from '../../charts/ChartFrame';
import { IntervalPlot } from '../../charts/IntervalPlot';
import { figure } from '../../format/numbers';
import { nameOf } from '../../measures/measures';
import { effectName, levelWord, settingName } from '../../runs/settings';
import { Figure } from '../../ui/Figure';

/**
 * The effect of each level, all else equal: a dot and its 95 % interval, the largest effect first.
 * A confounded effect is hatched, and its label names the other effect.
 */
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
      hint={
        <>
          {nameOf(name)}: difference from the baseline level of the factor, all else equal, with its 95 %
          interval
        </>
      }
      file={`effects-${name}`}
      header={['Factor', 'Level', 'Against', 'Difference', 'Low', 'High', 'Confounded with']}
      rows={effects.map((effect) => [
        settingName(effect.factor),
        levelWord(effect.factor, effect.level),
        levelWord(effect.factor, effect.against),
        effect.difference,
        effect.interval?.low ?? null,
        effect.interval?.high ?? null,
        effect.aliasedWith.map(effectName).join(', '),
      ])}
    >
      {effects.length === 0 ? (
        <p className="text-sm text-muted">
          <span className="font-medium text-ink">Not measured</span>: the recipe varies nothing, or no
          comparison is complete yet.
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
                  {settingName(effect.factor)}{' '}
                  <span className="font-medium">{levelWord(effect.factor, effect.level)}</span>
                </div>
                <div className="truncate text-xs text-muted">
                  against {levelWord(effect.factor, effect.against)}
                  {effect.aliasedWith.length > 0
                    ? `; confounded with ${effect.aliasedWith.map(effectName).join(', ')}`
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
                  <div className="text-xs text-muted">no interval: it needs more repeats</div>
                )}
              </>
            ),
          }))}
        />
      )}
    </ChartFrame>
  );
}
