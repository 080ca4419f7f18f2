import type { Dial, DialPart } from '../api/types';
import { words } from '../format/numbers';
import { NotMeasured } from '../ui/Figure';
import { Term } from '../ui/Term';

/**
 * What each part adds to the dial, as bars, the largest first, and one sentence of advice, which is about the largest.
 * Pressing a bar opens the figures of that part.
 */
export function DialDrivers({ dial, onOpen }: { dial: Dial; onOpen: (part: DialPart) => void }) {
  const most = Math.max(...dial.parts.map(pointsOf));
  return (
    <div>
      <p className="mb-2 text-xs text-muted">Points that each part adds to the dial</p>
      <ul aria-label="Drivers of the dial" className="flex flex-col gap-2">
        {[...dial.parts]
          .sort((left, right) => pointsOf(right) - pointsOf(left))
          .map((part) => (
            <li
              key={part.name}
              className="grid grid-cols-[8.5rem_minmax(0,1fr)_2.5rem] items-center gap-3 [&>button]:min-h-6"
            >
              <Term means={part.explanation}>{words(part.name)}</Term>
              {part.score == null ? (
                <span className="col-span-2 text-xs">
                  <NotMeasured reason={part.explanation} />
                </span>
              ) : (
                <>
                  <button
                    type="button"
                    onClick={() => onOpen(part)}
                    aria-label={`${sentenceOf(part)} Show its figures`}
                    title="Show its figures"
                    className="w-full rounded-control"
                  >
                    <span className="block h-4 rounded-control bg-sunken">
                      <span
                        className="block h-full min-w-0.5 rounded-control bg-accent"
                        style={{ width: `${(100 * Math.max(0, pointsOf(part))) / Math.max(1, most)}%` }}
                      />
                    </span>
                  </button>
                  <span className="tabular text-right">{figureOf(part)}</span>
                </>
              )}
            </li>
          ))}
      </ul>
      <p className="mt-4 border-t border-line pt-3 text-sm">{dial.advice}</p>
    </div>
  );
}

/** What a part adds to the dial: its score, in [0, 100], times its weight. One that was not measured comes last. */
function pointsOf({ score, weight }: DialPart): number {
  return score == null ? -1 : score * weight;
}

function figureOf(part: DialPart): string {
  return pointsOf(part).toFixed(1);
}

function sentenceOf(part: DialPart): string {
  const { name, score, weight } = part;
  return `${words(name)} adds ${figureOf(part)}: ${Math.round(score ?? 0)} of 100, weight ${weight.toFixed(2)}.`;
}
