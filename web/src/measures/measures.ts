import { figure, words } from '../format/numbers';

/** A measure as people read it. */
export type MeasureDescription = {
  /** A few words, for axes, columns and lists. */
  name: string;
  /** The question that the measure answers. */
  question: string;
  /** How it is computed, in a sentence. */
  means: string;
  /** The best value, where that is not the greatest. */
  best?: string;
};

const MEASURES: Readonly<Record<string, MeasureDescription>> = {
  'column-shapes': {
    name: 'Column shapes',
    question: 'Does each column look like the real one?',
    means:
      'Column shapes: 1 − total variation distance (levels) or 1 − Kolmogorov–Smirnov distance (numbers), ' +
      'the mean over columns.',
  },
  'pair-trends': {
    name: 'Pair trends',
    question: 'Are two columns related as in the real rows?',
    means: 'Pair trends: how well the association of two columns is kept, the mean over pairs.',
  },
  'mutual-information': {
    name: 'Mutual information',
    question: 'Do two columns say as much about each other as in the real rows?',
    means:
      'Mutual information divided by the geometric mean of both entropies: 1 − the difference to the real rows, ' +
      'the mean over pairs.',
  },
  'three-way': {
    name: 'Three-way overlap',
    question: 'Are three columns related as in the real rows?',
    means: 'Three-way overlap: 1 − total variation distance of the joint shares, the mean over triples.',
  },
  missingness: {
    name: 'Missingness',
    question: 'Are cells missing in the same patterns?',
    means: 'Missingness: 1 − the distance between the patterns of missing cells.',
  },
  subgroups: {
    name: 'Worst group',
    question: 'Are all groups of rows reproduced equally well?',
    means: 'The column shapes of the group of rows that is reproduced worst.',
  },
  'constraint-validity': {
    name: 'Rows that follow the schema',
    question: 'Do the rows follow the schema?',
    means:
      'Constraint validity: the share of synthetic rows that break no constraint and have every value in its ' +
      'column’s domain.',
  },
  novelty: {
    name: 'Novelty',
    question: 'Do the synthetic rows differ from the seed rows?',
    means: 'Novelty: the share of synthetic rows that equal no seed row.',
  },
  precision: {
    name: 'Precision',
    question: 'Do the synthetic rows lie among the real rows?',
    means: 'Precision (Kynkäänniemi et al. 2019): the share of synthetic rows close to a real row.',
  },
  recall: {
    name: 'Recall',
    question: 'Do the synthetic rows reach everywhere the real rows lie?',
    means: 'Recall (Kynkäänniemi et al. 2019): the share of real rows close to a synthetic row.',
  },
  density: {
    name: 'Density',
    question: 'Do the synthetic rows lie as densely as the real rows?',
    means:
      'Density (Naeem et al. 2020): the number of real neighbourhoods that a synthetic row lies in, divided by five.',
  },
  coverage: {
    name: 'Coverage',
    question: 'Does every real row have a synthetic row near it?',
    means:
      'Coverage (Naeem et al. 2020): the share of real rows with a synthetic row in their neighbourhood.',
  },
  'alpha-precision': {
    name: 'α-precision',
    question: 'Are the synthetic rows typical of the real ones?',
    means:
      'α-precision (Alaa et al. 2022): how well synthetic rows fill the typical regions of the real rows.',
  },
  'beta-recall': {
    name: 'β-recall',
    question: 'Do typical synthetic rows cover the real ones?',
    means:
      'β-recall (Alaa et al. 2022): how well real rows fall in the typical regions of the synthetic rows.',
  },
  authenticity: {
    name: 'Authenticity',
    question: 'Are the synthetic rows made rather than copied?',
    means:
      'Authenticity (Alaa et al. 2022): the share of synthetic rows that lie farther from their nearest seed row ' +
      'than that seed row lies from its own nearest.',
  },
  'detection-auc': {
    name: 'Detection AUC',
    question: 'Can a model tell synthetic rows from real ones?',
    means:
      'Detection AUC of boosted trees: 0.5 means that the model only guesses, 1 that it is always right.',
    best: '0.5',
  },
  'detection-auc-linear': {
    name: 'Detection AUC, linear',
    question: 'Can a linear model tell synthetic rows from real ones?',
    means: 'Detection AUC of a logistic regression: 0.5 means that the model only guesses.',
    best: '0.5',
  },
  autocorrelation: {
    name: 'Autocorrelation',
    question: 'Does each column depend on its own past as in the real rows?',
    means: 'Autocorrelation: 1 − half the mean difference over lags, the mean over columns.',
  },
  'cross-correlation': {
    name: 'Cross-correlation',
    question: 'Do two columns follow each other over time as in the real rows?',
    means: 'Cross-correlation: 1 − half the mean difference over lags from −3 to 3, the mean over pairs.',
  },
  'seasonal-profile': {
    name: 'Seasonal profile',
    question: 'Do the columns have the same daily or weekly pattern?',
    means:
      'Seasonal profile: 1 − half the mean difference by hour of the day or day of the week, in standard deviations.',
  },
  ratio: {
    name: 'Utility, synthetic ÷ real',
    question: 'How much of the real rows’ usefulness do the synthetic rows keep?',
    means:
      'TSTR ÷ TRTR: the score after training on synthetic rows, divided by that after training on real rows.',
  },
  'ratio-above-chance': {
    name: 'Utility above chance, synthetic ÷ real',
    question: 'How much of the usefulness beyond guessing do the synthetic rows keep?',
    means: 'TSTR ÷ TRTR, counting only the score above guessing.',
  },
  tstr: {
    name: 'Trained on synthetic, tested on real',
    question: 'How well does a model trained on synthetic rows predict?',
    means: 'TSTR: the score on real holdout rows of a model that was trained on synthetic rows.',
  },
  trtr: {
    name: 'Trained on real, tested on real',
    question: 'How well does a model trained on real rows predict?',
    means: 'TRTR: the score on real holdout rows of the same model trained on real rows.',
  },
  'importance-agreement': {
    name: 'Agreement of importance',
    question: 'Do models rely on the same columns?',
    means:
      'Rank correlation of the columns’ importance after training on synthetic and on real rows; ' +
      '1 means the same order.',
  },
  'collapse-risk': {
    name: 'Model collapse risk',
    question: 'Would models that learn from these rows collapse?',
    means: 'The Model Collapse Risk Dial: 0 is as good as fresh real rows.',
    best: '0',
  },
};

const SHORT: Readonly<Record<string, string>> = {
  'cost.cpu-seconds': 'Processor time, seconds',
  'cost.gpu-seconds': 'GPU time, seconds',
  'cost.wall-seconds': 'Elapsed time, seconds',
  'cost.kilowatt-hours': 'Electricity, kWh',
  'cost.peak-memory-mib': 'Peak memory, MiB',
  'cost.money': 'Money',
  'privacy.epsilon': 'ε (epsilon)',
};

const KEY = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/;

/**
 * The measure of a name in a report ("pair-trends") or a key in a summary ("fidelity.pair-trends").
 * A measure that is not listed is described by its name; what is no key at all ("column 'age'") names itself.
 */
export function measureOf(key: string): MeasureDescription {
  const own = key.slice(key.lastIndexOf('.') + 1);
  const text = KEY.test(key) ? words(own) : key;
  return MEASURES[own] ?? { name: text, question: text, means: text };
}

/** The name of a measure in a few words: "utility.linear.ratio" → "Utility, synthetic ÷ real (linear)". */
export function nameOf(key: string): string {
  const [section, part, score] = key.split('.');
  if (SHORT[key]) return SHORT[key];
  if (section === 'privacy' && part) return `${words(part)} (gain)`;
  const { name } = measureOf(key);
  return part && score ? `${name} (${words(part).toLowerCase()})` : name;
}

/** What a value of the measure is compared with. */
export function referenceOf(key: string, ceiling: number | null | undefined): string | null {
  const { best } = measureOf(key);
  if (best == null) return ceiling == null ? null : `of ${figure(ceiling)}`;
  return ceiling == null ? `· best ${best}` : `· best ${best}, real-vs-real ${figure(ceiling)}`;
}
