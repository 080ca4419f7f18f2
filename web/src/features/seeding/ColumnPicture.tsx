import type { ColumnProfile } from '../../api/types';
import { MiniHistogram } from '../../charts/MiniHistogram';
import { cellNumber, counted, percent } from '../../format/numbers';

const SHOWN = 3;

/** A column's values: a histogram of numbers and times, otherwise the most frequent levels. */
export function ColumnPicture({
  name,
  profile,
  rows,
}: {
  name: string;
  profile: ColumnProfile;
  rows: number;
}) {
  const { numbers, moments, topLevels } = profile;
  if (numbers) {
    return (
      <div className="max-w-48">
        <MiniHistogram
          counts={numbers.histogram.counts}
          label={
            `Histogram of ${name}, from ${cellNumber(numbers.min)} to ${cellNumber(numbers.max)}, ` +
            `mean ${cellNumber(numbers.mean)}`
          }
        />
        <Ends from={cellNumber(numbers.min)} to={cellNumber(numbers.max)} />
      </div>
    );
  }
  if (moments) {
    return (
      <div className="max-w-48">
        <MiniHistogram
          counts={moments.counts}
          label={`Histogram of ${name}, from ${moments.min} to ${moments.max}`}
        />
        <Ends from={moments.min} to={moments.max} />
      </div>
    );
  }
  if (topLevels.length === 0)
    return <span className="text-xs text-muted">Values are not shown for this kind.</span>;
  const filled = Math.max(1, rows - profile.missing);
  return (
    <ul aria-label={`Most frequent values of ${name}`} className="flex max-w-64 flex-col gap-0.5">
      {topLevels.slice(0, SHOWN).map(({ level, count: cells }) => (
        <li
          key={level}
          title={counted(cells, 'row')}
          className="relative flex justify-between gap-2 overflow-hidden rounded-control px-1.5 text-xs"
        >
          <span
            aria-hidden
            className="absolute inset-y-0 left-0 bg-real/15"
            style={{ width: `${(100 * cells) / filled}%` }}
          />
          <span className="relative truncate">{level}</span>
          <span className="tabular relative whitespace-nowrap text-muted">{percent(cells / filled)}</span>
        </li>
      ))}
    </ul>
  );
}

function Ends({ from, to }: { from: string; to: string }) {
  return (
    <div className="tabular mt-0.5 flex max-w-40 flex-wrap justify-between gap-x-4 text-xs text-muted">
      <span>{from}</span>
      <span>{to}</span>
    </div>
  );
}
