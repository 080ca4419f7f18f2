import type { Dial, DialPart } from '../../api/types';
import { ChartFrame } from '../../charts/ChartFrame';
import { SelfTraining } from '../../charts/SelfTraining';
import { number, words } from '../../format/numbers';
import { Card } from '../../ui/Card';
import { NotMeasured } from '../../ui/Figure';
import { FigureTable } from './FigureTable';

const PROBE = 'self-consumption';
const WHY_NO_PROBE =
  'it trains the generator several times, so only a deep evaluation on the command line measures it.';

/**
 * The parts of the dial: each figure beside that of fresh real rows, and what becomes of a generator that is
 * trained on its own rows.
 */
export function DialSection({ dial, chosen }: { dial: Dial; chosen: string | null }) {
  const parts = dial.parts.filter(({ name }) => name !== PROBE);
  const probe = dial.parts.find(({ name }) => name === PROBE);
  return (
    <div className="flex flex-col gap-4">
      <Card
        title="How to read the dial"
        hint={
          <>
            0: the synthetic rows are as good as equally many fresh real rows. 100: they are as bad as those
            of a generator that was trained eight times in a row on nothing but its own rows, or no relation
            between columns is left. Drift, noise and replay are no collapse: they stand below and do not
            count.
          </>
        }
      >
        <p className="max-w-3xl text-sm">{dial.advice}</p>
      </Card>
      {probe ? <Probe part={probe} chosen={chosen === PROBE} /> : null}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        {parts.map((part) => (
          <Part key={part.name} part={part} chosen={chosen === part.name} />
        ))}
      </div>
    </div>
  );
}

function Part({ part, chosen }: { part: DialPart; chosen: boolean }) {
  const { name, score, interval, weight, explanation, figures } = part;
  return (
    <div
      id={`dial-${name}`}
      className={chosen ? 'rounded-card outline-2 outline-offset-2 outline-accent' : undefined}
    >
      <ChartFrame
        title={words(name)}
        hint={explanation}
        file={`dial-${name}`}
        header={['Figure', 'These rows', 'Fresh real rows']}
        rows={figures.map((figure) => [words(figure.name), figure.value ?? null, figure.fresh ?? null])}
      >
        {score == null ? (
          <NotMeasured reason={explanation} />
        ) : (
          <>
            <p className="tabular mb-2 text-sm">
              <span className="text-xl font-semibold">{Math.round(score)}</span> of 100
              {interval ? ` [${Math.round(interval.low)}, ${Math.round(interval.high)}]` : ''}
              {weight > 0 ? `, weight ${weight.toFixed(2)}` : ', no part of the dial'}
            </p>
            {figures.length > 0 ? (
              <FigureTable
                label={`Figures of ${words(name).toLowerCase()}`}
                header={['Figure', 'These rows', 'Fresh real rows']}
                rows={figures.map((figure) => ({
                  id: figure.name,
                  cells: [words(figure.name), shown(figure.value), shown(figure.fresh)],
                }))}
              />
            ) : null}
          </>
        )}
      </ChartFrame>
    </div>
  );
}

function Probe({ part, chosen }: { part: DialPart; chosen: boolean }) {
  const { score, explanation, figures } = part;
  const of = (kind: string) =>
    figures.filter(({ name }) => name.startsWith(kind)).map(({ value }) => value ?? 0);
  const replace = of('replace-');
  const accumulate = of('accumulate-');
  return (
    <div
      id={`dial-${PROBE}`}
      className={chosen ? 'rounded-card outline-2 outline-offset-2 outline-accent' : undefined}
    >
      <ChartFrame
        title="Training on its own rows"
        hint={explanation}
        file="self-consumption"
        header={['Generation', 'Rows replaced', 'Real rows kept']}
        rows={replace.map((value, at) => [at + 1, value, accumulate[at] ?? null])}
      >
        {score == null ? (
          <NotMeasured reason={WHY_NO_PROBE} />
        ) : (
          <SelfTraining replace={replace} accumulate={accumulate} />
        )}
      </ChartFrame>
    </div>
  );
}

function shown(value: number | null | undefined): string {
  return value == null ? 'not defined' : number(value);
}
