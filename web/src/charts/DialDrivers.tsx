import type { Dial, DialPart } from '../api/types';
import { words } from '../format/numbers';
import { NotMeasured } from '../ui/Figure';
import { Term } from '../ui/Term';

/** The parts of the dial as bars, and one sentence of advice. Pressing a bar opens the figures of that part. */
export function DialDrivers({ dial, onOpen }: { dial: Dial; onOpen: (part: DialPart) => void }) {
  return (
    <div>
      <ul aria-label="Drivers of the dial" className="flex flex-col gap-2">
        {dial.parts.map((part) => (
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
                  aria-label={`${words(part.name)}: ${Math.round(part.score)} of 100. Show its figures`}
                  title="Show its figures"
                  className="w-full rounded-control"
                >
                  <span className="block h-4 rounded-control bg-sunken">
                    <span
                      className="block h-full min-w-0.5 rounded-control bg-accent"
                      style={{ width: `${Math.min(100, Math.max(0, part.score))}%` }}
                    />
                  </span>
                </button>
                <span className="tabular text-right">{Math.round(part.score)}</span>
              </>
            )}
          </li>
        ))}
      </ul>
      <p className="mt-4 border-t border-line pt-3 text-sm">{dial.advice}</p>
    </div>
  );
}
