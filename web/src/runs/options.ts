import type { GeneratorDescription, GeneratorOption, Recipe } from '../api/types';

/** A generator's options as they are typed; an option that is not here, or empty, has its default. */
export type OptionTexts = Readonly<Record<string, string>>;

/** What is wrong with the options, by name; the server has the last word. */
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

/** The options that a recipe takes: those that the generator has and that are not left at their default. */
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

/** The texts that a recipe's options were typed as. */
export function textsOf(options: Recipe['base']['options']): OptionTexts {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)]));
}

/** Whether the generator spends privacy, with these options; ε is then what it spends. */
export function epsilonOf(description: GeneratorDescription | undefined, texts: OptionTexts): number | null {
  const option = description?.options.find(({ name }) => name === 'epsilon');
  if (!option) return null;
  const text = (texts.epsilon ?? '').trim() || option.default;
  return text !== '' && Number(text) > 0 ? Number(text) : null;
}

function wrong({ kind, name }: GeneratorOption, text: string): string | undefined {
  const value = Number(text);
  if (kind === 'integer' && !/^-?\d{1,15}$/.test(text)) return 'A whole number.';
  if (kind === 'number' && !Number.isFinite(value)) return 'A number.';
  if (name === 'epsilon' && !(value > 0)) return 'Above 0; smaller protects more.';
  if (name === 'delta' && !(value > 0 && value < 1))
    return 'Above 0, and below one over the schema’s most rows.';
  if (name === 'domain-share' && !(value >= 0 && value <= 0.9)) return 'From 0 to 0.9.';
  return undefined;
}

function valueOf({ kind }: GeneratorOption, text: string): string | number | boolean {
  if (kind === 'boolean') return text === 'true';
  return kind === 'text' ? text : Number(text);
}
