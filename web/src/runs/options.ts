import type { GeneratorDescription, GeneratorOption, Recipe } from '../api/types';

/** A generator's options as they are typed. An option that is absent or empty has its default. */
export type OptionTexts = Readonly<Record<string, string>>;

/** The errors of the options, by name. The server checks again and decides. */
export function optionErrors(
  description: GeneratorDescription | undefined,
  texts: OptionTexts,
): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  for (const option of description?.options ?? []) {
    const text = (texts[option.name] ?? '').trim();
    const error = text === '' ? undefined : wrong(option, text);
    if (error) errors[option.name] = error;
  }
  return errors;
}

/** The options for a recipe: those that the generator has and that are not left empty. */
export function optionsOf(
  description: GeneratorDescription | undefined,
  texts: OptionTexts,
): Recipe['base']['options'] {
  const options: Record<string, string | number | boolean> = {};
  for (const option of description?.options ?? []) {
    const text = (texts[option.name] ?? '').trim();
    if (text !== '') options[option.name] = valueOf(option, text);
  }
  return options;
}

/** A recipe's options as texts for the form. */
export function textsOf(options: Recipe['base']['options']): OptionTexts {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)]));
}

/** The ε that the generator spends with these options; null where it spends none. */
export function epsilonOf(description: GeneratorDescription | undefined, texts: OptionTexts): number | null {
  const option = description?.options.find(({ name }) => name === 'epsilon');
  if (!option) return null;
  const text = (texts.epsilon ?? '').trim() || option.default;
  return text !== '' && Number(text) > 0 ? Number(text) : null;
}

function wrong({ kind, name }: GeneratorOption, text: string): string | undefined {
  const value = Number(text);
  if (kind === 'integer' && !/^-?\d{1,15}$/.test(text)) return 'Enter a whole number.';
  if (kind === 'number' && !Number.isFinite(value)) return 'Enter a number.';
  if (name === 'epsilon' && !(value > 0)) return 'Enter a number above 0. A smaller ε protects more.';
  if (name === 'delta' && !(value > 0 && value < 1))
    return 'Enter a number above 0 and below 1 ÷ the schema’s largest possible number of rows.';
  if (name === 'domain-share' && !(value >= 0 && value <= 0.9)) return 'Enter a number from 0 to 0.9.';
  return undefined;
}

function valueOf({ kind }: GeneratorOption, text: string): string | number | boolean {
  if (kind === 'boolean') return text === 'true';
  return kind === 'text' ? text : Number(text);
}
