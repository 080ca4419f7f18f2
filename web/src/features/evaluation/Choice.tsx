import type { Candidate, Comparison } from '../../api/types';
import { count, duration, figure, words } from '../../format/numbers';
import { measureOf, referenceOf } from '../../measures/measures';
import { Card } from '../../ui/Card';
import { Figure } from '../../ui/Figure';
import { FigureTable } from './FigureTable';

const TERMS = {
  Utility:
    'What a model trained on its rows reaches on seed rows that it never saw, as a share of what real training rows reach; 1 at most.',
  'Detection AUC': measureOf('detection-auc').means,
  'Nearer to its seed':
    'Replay: the share of its rows that lie nearer to a row it learned from than to any of as many that it never saw.',
};

/** What `auto` tried, how each did, and why one of them was taken. */
export function Choice({ comparison }: { comparison: Comparison }) {
  const { candidates, chosen, rule, targets } = comparison;
  const replaysOnly = candidates.find(({ generator }) => generator === chosen)?.replays === true;
  return (
    <Card title={`${words(chosen)} was chosen`} hint={howTried(comparison)}>
      <FigureTable
        label="Candidates"
        header={['Candidate', ...Object.keys(TERMS), 'Why']}
        terms={TERMS}
        rows={candidates.map((candidate) => ({
          id: candidate.generator,
          cells: [
            words(candidate.generator),
            <Figure
              value={candidate.utility}
              reference="of 1"
              missing={
                candidate.loss != null && targets.length === 0
                  ? 'no column can be predicted from real rows.'
                  : null
              }
            />,
            <Figure value={candidate.detection} reference={referenceOf('detection-auc', null)} />,
            <Figure
              value={candidate.nearerShare}
              reference={`· by chance 0.5, ${candidate.replays ? 'a replay' : 'no replay'}`}
            />,
            <span className="inline-block min-w-40 whitespace-normal">
              {why(candidate, chosen, replaysOnly)}
            </span>,
          ],
        }))}
      />
      <p className="mt-3 text-xs text-muted">The rule: {rule}</p>
    </Card>
  );
}

function howTried({ trainRows, validationRows, targets, timeLimitSeconds }: Comparison): string {
  if (trainRows === 0) return 'No candidate was tried.';
  const predicting = targets.length > 0 ? `, utility by predicting ${targets.join(', ')}` : '';
  return `Tried on ${count(trainRows)} seed rows and judged by ${count(validationRows)} others${predicting}; time limit ${duration(timeLimitSeconds)}. Figures of one try each, without interval.`;
}

/** The rule as it fell out for one candidate. */
function why(candidate: Candidate, chosen: string, replaysOnly: boolean): string {
  const { generator, loss, replays } = candidate;
  const note = candidate.note ?? 'Not tried.';
  if (loss == null) return generator === chosen ? `Chosen. ${note}` : note;
  if (generator === chosen)
    return replaysOnly
      ? 'Chosen: all replay their seed, and it does so least.'
      : `Chosen: the least loss, ${figure(loss)}.`;
  if (replaysOnly) return 'Not chosen: it replays its seed no less.';
  return replays ? 'Not chosen: it replays its seed.' : `Not chosen: loss ${figure(loss)}.`;
}
