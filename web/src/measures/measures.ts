import { figure } from '../format/numbers';

type Meaning = {
  title: string;
  means: string;
  /** The best value, where that is not the greatest. */
  best?: string;
};

const MEANINGS: Record<string, Meaning> = {
  'column-shapes': {
    title: 'Do single columns look alike?',
    means:
      'Column shapes: the mean over columns of 1 − total variation (levels) or 1 − Kolmogorov–Smirnov (numbers).',
  },
  'pair-trends': {
    title: 'Do columns go together as they should?',
    means: 'Pair trends: the mean over pairs of columns of how well their association is kept.',
  },
  'detection-auc': {
    title: 'Can a model tell them apart?',
    means: 'Detection AUC: 0.5 means that synthetic rows cannot be told from real ones; 1 means always.',
    best: '0.5',
  },
  'constraint-validity': {
    title: 'Do rows keep to the schema?',
    means:
      'Constraint validity: the share of synthetic rows that break no constraint and lie in every column’s domain.',
  },
  missingness: {
    title: 'Are cells missing as they should be?',
    means: 'Missingness: 1 − the distance between the patterns of missing cells.',
  },
  'mutual-information': {
    title: 'Do columns tell as much of each other?',
    means:
      'Mutual information over the geometric mean of both entropies: 1 − the difference, over pairs of columns.',
  },
  'three-way': {
    title: 'Do three columns go together as they should?',
    means: 'Three-way overlap: 1 − total variation of the joint shares, the mean over triples of columns.',
  },
  subgroups: {
    title: 'Is every group served as well?',
    means: 'Column shapes within the group that is served worst.',
  },
  novelty: {
    title: 'Are the rows new?',
    means: 'Novelty: the share of synthetic rows that equal no real row.',
  },
  precision: {
    title: 'Do rows lie where real rows lie?',
    means: 'Precision (Kynkäänniemi et al. 2019): synthetic rows in some real row’s neighbourhood.',
  },
  recall: {
    title: 'Do they reach everywhere real rows lie?',
    means: 'Recall (Kynkäänniemi et al. 2019): real rows in some synthetic row’s neighbourhood.',
  },
  density: {
    title: 'As densely as real rows?',
    means: 'Density (Naeem et al. 2020): how many real neighbourhoods a synthetic row lies in, over five.',
  },
  coverage: {
    title: 'Has every real row a counterpart?',
    means: 'Coverage (Naeem et al. 2020): real rows with a synthetic row in their neighbourhood.',
  },
  'alpha-precision': {
    title: 'Are rows typical of real ones?',
    means: 'α-precision (Alaa et al. 2022): how well synthetic rows fill the typical regions of real ones.',
  },
  'beta-recall': {
    title: 'Do typical rows cover real ones?',
    means: 'β-recall (Alaa et al. 2022): how well real rows fall in the typical regions of synthetic ones.',
  },
  authenticity: {
    title: 'Are rows made, not copied?',
    means:
      'Authenticity (Alaa et al. 2022): synthetic rows that lie farther from their nearest seed row than that row from its own.',
  },
  'importance-agreement': {
    title: 'Do models learn from the same columns?',
    means:
      'Rank correlation of the columns’ importance, trained on synthetic and on real rows; 1 is the same order.',
  },
  'detection-auc-linear': {
    title: 'Can a linear model tell them apart?',
    means: 'Detection AUC of a logistic regression: 0.5 means that it cannot.',
    best: '0.5',
  },
  tstr: {
    title: 'Trained on synthetic, tested on real',
    means: 'TSTR: how well a model that only saw synthetic rows predicts held-out real ones.',
  },
  trtr: {
    title: 'Trained on real, tested on real',
    means: 'TRTR: the same model trained on the real rows; what there is to reach.',
  },
  ratio: {
    title: 'Utility, synthetic ÷ real',
    means: 'TSTR ÷ TRTR, beyond what guessing gives where the metric says so.',
  },
};

/** What a measure is called and what it means, in words first. */
export function meaningOf(name: string): Meaning {
  const spaced = name.replaceAll('-', ' ');
  return MEANINGS[name] ?? { title: spaced.charAt(0).toUpperCase() + spaced.slice(1), means: spaced };
}

/** What a value of the measure is held against. */
export function referenceOf(name: string, ceiling: number | null | undefined): string | null {
  const { best } = meaningOf(name);
  if (best == null) return ceiling == null ? null : `of ${figure(ceiling)}`;
  return ceiling == null ? `· best ${best}` : `· best ${best}, real-vs-real ${figure(ceiling)}`;
}

const NAMES: Record<string, string> = {
  'collapse-risk': 'Model collapse risk',
  'utility.ratio': 'Utility, synthetic ÷ real',
  'utility.ratio-above-chance': 'Utility above chance, synthetic ÷ real',
  'utility.tstr': 'Trained on synthetic, tested on real',
  'utility.trtr': 'Trained on real, tested on real',
  'fidelity.column-shapes': 'Column shapes',
  'fidelity.pair-trends': 'Pair trends',
  'fidelity.missingness': 'Missingness',
  'fidelity.detection-auc': 'Detection AUC',
  'fidelity.constraint-validity': 'Rows that keep to the schema',
  'privacy.membership-inference': 'Membership inference, gain',
  'privacy.nearest-record': 'Nearest record, gain',
  'privacy.attribute-inference': 'Attribute inference, gain',
  'privacy.singling-out': 'Singling out, gain',
  'privacy.linkability': 'Linkability, gain',
  'privacy.exact-copies': 'Exact copies',
};

/** The name of a measure as summaries key it, "utility.ratio", for people. */
export function nameOf(key: string): string {
  return NAMES[key] ?? meaningOf(key.slice(key.indexOf('.') + 1)).title;
}
