import type { Candidate, Comparison } from '../../api/types';
import { count, counted, duration, figure, words } from '../../format/numbers';
import { measureOf, referenceOf } from '../../measures/measures';
import { Card } from '../../ui/Card';
import { Figure } from '../../ui/Figure';
import { FigureTable } from './FigureTable';

const terms = () => ({
  Utility:
    'How well a model trained on the candidate’s rows predicts seed rows that the candidate never saw, ' +
    'as a share of what training on real rows reaches; at most 1.',
  'Detection AUC': measureOf('detection-auc').meaning,
  'Nearer to its seed':
    'The share of the candidate’s rows that lie nearer to a row it learned from than to any of equally many ' +
    'rows that it never saw. A candidate with a large share replays its seed.',
});

/** The candidates that `auto` tried, their figures, and why one of them was chosen. */
export function Choice({ comparison }: { comparison: Comparison }) {
  const { candidates, chosen, rule, targets } = comparison;
  const replaysOnly = candidates.find(({ generator }) => generator === chosen)?.replays === true;
  return (
    <Card title={`${words(chosen)} was chosen`} hint={howTried(comparison)}>
      <FigureTable
        label="Candidates"
        header={['Candidate', ...Object.keys(terms()), 'Why']}
        terms={terms()}
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
              reference={`· ${excess(candidate)}${candidate.replays ? 'replays' : 'no replay'}`}
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

function howTried({ trainRows, validationRows, targets, timeLimitSeconds, candidates }: Comparison): string {
  if (trainRows === 0) return 'No candidate was tried.';
  const predicting = targets.length > 0 ? ` Utility is measured by predicting ${targets.join(', ')}.` : '';
  const most = Math.max(...candidates.map((candidate) => candidate.splits ?? 1));
  const splits = most > 1 ? ` The figures are means over up to ${most} such splits of the seed.` : '';
  return (
    `Each candidate learned from ${counted(trainRows, 'seed row')} and was judged on ${count(validationRows)} others.` +
    `${predicting} The time limit was ${duration(timeLimitSeconds)}.${splits}`
  );
}

/** How much nearer its rows are to the seed than rows of independent columns. */
function excess({ excessInterval }: Candidate): string {
  if (!excessInterval) return '0.5 by chance, ';
  const { low, high } = excessInterval;
  return `${figure(low)} to ${figure(high)} above independent columns, `;
}

/** Why the rule chose the candidate or did not. */
function why(candidate: Candidate, chosen: string, replaysOnly: boolean): string {
  const { generator, loss, replays } = candidate;
  const note = candidate.note ?? 'Not tried.';
  if (loss == null) return generator === chosen ? `Chosen. ${note}` : note;
  if (generator === chosen)
    return replaysOnly
      ? 'Chosen: every candidate replays its seed, and this one does it least.'
      : `Chosen: it has the smallest loss, ${figure(loss)}.`;
  if (replaysOnly) return 'Not chosen: it replays its seed at least as much.';
  return replays ? 'Not chosen: it replays its seed.' : `Not chosen: loss ${figure(loss)}.`;
}
