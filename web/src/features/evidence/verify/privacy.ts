import type { PrivacyClaim, TrialRecord } from './trialDocument';

const ADJACENCY = 'add/remove';

/** What a claim says of a model's differential privacy, as `PrivacyClaim.Words` in src/Core writes it. */
export function claimWords(claim: PrivacyClaim): string {
  return claim.withheld.length === 0 ? bound(claim) : `withheld: ${claim.withheld.join('; ')}`;
}

function bound({ epsilon, delta, unit, adjacency }: Omit<PrivacyClaim, 'withheld' | 'entries'>): string {
  return `ε = ${Number(epsilon.toFixed(6))} at δ = ${small(delta)}, ${per(unit)}, ${adjacency}`;
}

function per({ entity, rows }: PrivacyClaim['unit']): string {
  return entity === null ? 'per row' : `per '${entity}' with at most ${rows.toLocaleString('en-US')} rows`;
}

function small(value: number): string {
  return value
    .toExponential(3)
    .replace(/\.?0+e/, 'e')
    .replace('e+', 'e');
}

/** What the trials' own records come to together, in the words of `RunPrivacy.Words` in src/Core; null: not known. */
export function runWords(records: readonly TrialRecord[], byPosition: boolean): string | null {
  if (records.every(({ privacy }) => privacy === null)) return 'none';
  const spent = runPrivacy(records, byPosition);
  if (!spent) return null;
  const alone = spent.modelsWithheld
    ? 'No bound holds for the models and their rows alone either. ' +
      `Spent on all of them: ρ = ${small(spent.rho)}, ${per(spent.unit)}, ${ADJACENCY}`
    : `Protected models and their rows alone, all trials together: ${bound(spent)}`;
  return `withheld: ${spent.withheld.join('; ')}. ${alone}`;
}

/**
 * What the trials' own records come to together, as `RunPrivacy` in src/Core has it.
 * @param byPosition Whether the holdout was split off by the places of rows.
 * @returns Null where no trial spent privacy, or a record's figures are none that privacy can be accounted with.
 */
export function runPrivacy(records: readonly TrialRecord[], byPosition: boolean) {
  const claims = records.flatMap(({ privacy }) => privacy ?? []);
  const [first] = claims;
  if (!first) return null;

  // trials that share a fit paid for it once: the first of them says how much
  const entries = new Map<string, (typeof first.entries)[number]>();
  for (const entry of claims.flatMap((claim) => claim.entries))
    if (!entries.has(entry.id)) entries.set(entry.id, entry);
  const charged = [...entries.values()].filter((entry) => entry.charged);
  const rho = sum(charged.map((entry) => entry.rho));
  const conversion = Math.max(
    ...claims.map(
      (claim) =>
        claim.delta - sum(claim.entries.filter((entry) => entry.charged).map((entry) => entry.delta)),
    ),
  );
  if (!(rho >= 0) || !(conversion > 0 && conversion < 1)) return null;

  const models = [...new Set(claims.flatMap((claim) => claim.withheld))];
  return {
    epsilon: Math.ceil(epsilonOf(rho, conversion) * 1e6) / 1e6,
    delta: sum(charged.map((entry) => entry.delta)) + conversion,
    unit: { ...first.unit, words: per(first.unit) },
    rho,
    withheld: [...new Set([...models, ...outside(records, byPosition)])],
    adjacency: ADJACENCY,
    trials: Object.fromEntries(
      records.flatMap(({ name, privacy }) => (privacy ? [[name, claimWords(privacy)]] : [])),
    ),
    ...(models.length > 0 && { modelsWithheld: models }),
  };
}

/** What touched the rows and the ledger does not know of. */
function outside(records: readonly TrialRecord[], byPosition: boolean): readonly string[] {
  const unprotected = records.filter(({ privacy, stages }) => !privacy && stages.includes('fitting'));
  const evaluated = records.filter(({ stages }) => stages.includes('evaluation'));
  const generators = [...new Set(unprotected.map(({ generator }) => generator))].join(', ');
  const [were, reports, compare] = [
    unprotected.length === 1 ? 'was' : 'were',
    evaluated.length === 1 ? 'report' : 'reports',
    evaluated.length === 1 ? 'compares' : 'compare',
  ];
  return [
    unprotected.length > 0 &&
      `${namesOf(unprotected)} ${were} fitted without differential privacy (${generators})`,
    byPosition && "the holdout was split off by the rows' positions, which one row more or less moves",
    'seed.json and trial.json name the real rows by exact counts and hashes',
    evaluated.length > 0 &&
      `the ${reports} of ${namesOf(evaluated)} ${compare} with the real rows, outside the ledger`,
  ].filter((reason) => typeof reason === 'string');
}

function namesOf(records: readonly TrialRecord[]): string {
  return records.length <= 3 ? records.map(({ name }) => name).join(', ') : `${records.length} trials`;
}

const HALVINGS = 200;
const SLACK = 1e-9;

/** The ε that ρ-zCDP implies at a δ, rounded up: `Zcdp.Epsilon` in src/Core, which names the sources. */
function epsilonOf(rho: number, delta: number): number {
  if (rho === 0) return 0;
  let high = 1;
  while (deltaOf(rho, high) > delta) high *= 2;
  return firstAbove(0, high, (epsilon) => deltaOf(rho, epsilon) <= delta);
}

/** The least δ for which ρ-zCDP implies (ε, δ): `Zcdp.Delta` in src/Core. */
function deltaOf(rho: number, epsilon: number): number {
  const alpha = firstAbove(
    1,
    2 + (epsilon + 1) / (2 * rho),
    (order) => (2 * order - 1) * rho - epsilon + Math.log1p(-1 / order) >= 0,
  );
  const exponent =
    (alpha - 1) * (alpha * rho - epsilon) + alpha * Math.log1p(-1 / alpha) - Math.log(alpha - 1);
  return Math.min(1, Math.exp(exponent) * (1 + SLACK));
}

/** The place in (low, high] from which on a condition holds, by bisection. */
function firstAbove(low: number, high: number, holds: (value: number) => boolean): number {
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
