import { words } from '../format/numbers';

const SYMBOLS: Readonly<Record<string, string>> = { epsilon: 'ε', delta: 'δ' };

/** The label of a setting or of a generator's option: "seed-rows" → "Seed rows", "epsilon" → "ε (epsilon)". */
export function settingName(name: string): string {
  const symbol = SYMBOLS[name];
  return symbol ? `${symbol} (${name})` : words(name);
}

/** The same inside a sentence: "seed rows", "ε". */
export function settingWord(name: string): string {
  return SYMBOLS[name] ?? words(name).toLowerCase();
}

/** A level of a factor as people read it: generators by their name, everything else as it is written. */
export function levelWord(factor: string, level: unknown): string {
  return factor === 'generator' ? words(String(level)) : String(level);
}

/** An effect in words: "generator", and "generator × seed rows" for the interaction "generator:seed-rows". */
export function effectName(effect: string): string {
  return effect.split(':').map(settingWord).join(' × ');
}
