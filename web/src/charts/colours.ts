/** The colours of the theme by value, which a canvas needs. Read them again when the theme changes. */
export type Colours = Record<
  'ink' | 'muted' | 'line' | 'raised' | 'real' | 'synthetic' | 'low' | 'mid' | 'high' | 'accent' | 'fail',
  string
>;

const TOKENS: Colours = {
  ink: '--ink',
  muted: '--muted',
  line: '--line',
  raised: '--raised',
  real: '--real',
  synthetic: '--synthetic',
  low: '--diverge-low',
  mid: '--diverge-mid',
  high: '--diverge-high',
  accent: '--accent',
  fail: '--fail',
};

export function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const of = (token: string) => style.getPropertyValue(token).trim();
  return {
    ink: of(TOKENS.ink),
    muted: of(TOKENS.muted),
    line: of(TOKENS.line),
    raised: of(TOKENS.raised),
    real: of(TOKENS.real),
    synthetic: of(TOKENS.synthetic),
    low: of(TOKENS.low),
    mid: of(TOKENS.mid),
    high: of(TOKENS.high),
    accent: of(TOKENS.accent),
    fail: of(TOKENS.fail),
  };
}
