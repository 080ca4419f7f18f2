import type { Measures } from '../api/types';

/** A part of what the server says of measures, for tests. */
export const MEASURES: Measures = {
  measures: [
    measure('fidelity.column-shapes', 'Column shapes', 'Does each column look like the real one?'),
    measure('fidelity.pair-trends', 'Pair trends', 'Are two columns related as in the real rows?'),
    {
      ...measure(
        'fidelity.detection-auc',
        'Detection AUC',
        'Can a model tell synthetic rows from real ones?',
      ),
      best: 0.5,
    },
    measure('utility.ratio', 'Utility, synthetic ÷ real', 'How much usefulness do the rows keep?'),
    measure(
      'utility.linear.ratio',
      'Utility, synthetic ÷ real (linear)',
      'How much usefulness do they keep?',
    ),
    { ...measure('cost.cpu-seconds', 'Processor time', 'How long did processors work?'), unit: 's' },
  ],
  keyFigures: [
    keyFigure('utility', 'Task utility, synthetic ÷ real', 'share', 0.9, '≥ 0.90 of real training'),
    keyFigure('attack-success', 'Attack success', 'share', 0.05, '< 0.05 on the upper 95 % bound'),
    keyFigure('cost', 'Cheaper by', 'times', 5, '≥ 5 times cheaper than the baseline'),
    keyFigure('time-to-results', 'Time to results', 'seconds', 1800, '< 30 minutes'),
  ],
  estimands: [
    { estimand: 'table', words: 'of this table' },
    { estimand: 'fitted-model', words: 'of this fitted model' },
    { estimand: 'recipe', words: 'of this recipe' },
  ],
};

function measure(key: string, title: string, question: string) {
  const [section = '', ...name] = key.split('.');
  return {
    key,
    title,
    question,
    meaning: `${title}: how it is computed.`,
    section,
    name: name.join('.'),
    unit: '',
    better: 'higher' as const,
  };
}

function keyFigure(name: string, title: string, unit: string, limit: number, rule: string) {
  const better = name === 'utility' || name === 'cost' ? ('higher' as const) : ('lower' as const);
  return { name, title, meaning: `${title}: what it is.`, unit, limit, rule, better };
}
