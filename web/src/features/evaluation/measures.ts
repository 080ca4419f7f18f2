type Meaning = {
  title: string;
  means: string;
  /** What a value is measured against, where that is not simply the ceiling. */
  against?: (ceiling: string) => string;
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
    against: (ceiling) => `· best 0.5, real-vs-real ${ceiling}`,
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
