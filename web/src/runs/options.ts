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
    const error = text === '' || !applies(option, description, texts) ? undefined : wrong(option, text);
    if (error) errors[option.name] = error;
  }
  return errors;
}

/** The options that a recipe takes: those that the generator has, that apply and that are not left at their default. */
export function optionsOf(
  description: GeneratorDescription | undefined,
  texts: OptionTexts,
): Recipe['base']['options'] {
  const options: Record<string, string | number | boolean> = {};
  for (const option of description?.options ?? []) {
    const text = (texts[option.name] ?? '').trim();
    if (text !== '' && applies(option, description, texts)) options[option.name] = valueOf(option, text);
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

/** Whether a value of the option makes a difference, with the others as they are typed. */
export function applies(
  option: GeneratorOption,
  description: GeneratorDescription | undefined,
  texts: OptionTexts,
): boolean {
  const { option: other, atLeast } = option.appliesWhen ?? {};
  if (other == null) return true;
  const deciding = description?.options.find(({ name }) => name === other);
  const value = (texts[other] ?? '').trim() || (deciding?.default ?? '');
  return value !== '' && (atLeast == null || Number(value) >= atLeast);
}

/** What is wrong with a value that is typed; the server decides about an option that is not known here. */
export function wrong(option: GeneratorOption | undefined, text: string): string | undefined {
  return !option || takes(option, text) ? undefined : `Must be ${option.wanted ?? 'another value'}.`;
}

function takes({ kind, choices, ...range }: GeneratorOption, text: string): boolean {
  switch (kind) {
    case 'integer':
      return /^-?\d{1,10}$/.test(text) && inRange(range, Number(text));
    case 'number':
      return Number.isFinite(Number(text)) && inRange(range, Number(text));
    case 'boolean':
      return text === 'true' || text === 'false';
    case 'choice':
      return (choices ?? []).includes(text);
    case 'list':
      return parts(text).length > 0 && parts(text).every((part) => (choices ?? []).includes(part));
    case 'weights':
      return parts(text).every((part) => {
        const [, weight] = /^.+=(\d{1,10})$/.exec(part) ?? [];
        return weight !== undefined && inRange(range, Number(weight));
      });
  }
}

function parts(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

type Range = Pick<GeneratorOption, 'minimum' | 'exclusiveMinimum' | 'maximum' | 'exclusiveMaximum'>;

function inRange({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: Range, value: number): boolean {
  return (
    (minimum == null || value >= minimum) &&
    (exclusiveMinimum == null || value > exclusiveMinimum) &&
    (maximum == null || value <= maximum) &&
    (exclusiveMaximum == null || value < exclusiveMaximum)
  );
}

/** A typed value as a recipe holds it. One of an unknown option is taken for what it looks like. */
export function valueOf(option: GeneratorOption | undefined, text: string): string | number | boolean {
  switch (option?.kind) {
    case 'boolean':
      return text === 'true';
    case 'integer':
    case 'number':
      return Number(text);
    case undefined:
      if (text === 'true' || text === 'false') return text === 'true';
      return Number.isFinite(Number(text)) ? Number(text) : text;
    default:
      return text;
  }
}
