import { describe, expect, it } from 'vitest';
import type { GeneratorDescription, GeneratorOption } from '../api/types';
import { applies, epsilonOf, optionErrors, optionsOf, textsOf } from './options';

const aim: GeneratorDescription = {
  name: 'aim',
  summary: '',
  options: [
    option('epsilon', 'number', '1', { exclusiveMinimum: 0, wanted: 'a number above 0' }),
    option('delta', 'number', '1e-9', { exclusiveMinimum: 0, exclusiveMaximum: 1 }),
    option('degree', 'integer', '3', { minimum: 1, maximum: 3 }),
    option('compress', 'boolean', 'true'),
    option('order', 'choice', 'fixed', { choices: ['fixed', 'random'] }),
    option('candidates', 'list', 'trees', { choices: ['trees', 'arn'] }),
    option('weights', 'weights', '', { minimum: 1, maximum: 100 }),
    option('active', 'integer', '1', {
      maximum: 8,
      appliesWhen: { words: 'With two degrees or more', option: 'degree', atLeast: 2 },
    }),
  ],
};

function option(
  name: string,
  kind: GeneratorOption['kind'],
  standard: string,
  rest: Partial<GeneratorOption> = {},
): GeneratorOption {
  return { name, kind, default: standard, description: '', wanted: 'another', ...rest };
}

describe('a generator’s options', () => {
  it('are typed by their kind, and left out where nothing was typed', () => {
    const texts = {
      epsilon: ' 2 ',
      delta: '1e-7',
      compress: 'false',
      order: 'random',
      degree: '',
      width: '9',
    };
    expect(optionsOf(aim, texts)).toEqual({ epsilon: 2, delta: 1e-7, compress: false, order: 'random' });
    expect(textsOf({ epsilon: 2, compress: false })).toEqual({ epsilon: '2', compress: 'false' });
  });

  it.each([
    ['epsilon', '0'],
    ['epsilon', 'much'],
    ['delta', '1'],
    ['degree', '2.5'],
    ['degree', '4'],
    ['compress', 'yes'],
    ['order', 'size'],
    ['candidates', 'trees,mst'],
    ['candidates', ','],
    ['weights', 'age=101'],
    ['weights', 'age'],
    ['active', '9'],
  ])('that cannot be are told by name: %s %s', (name, text) => {
    expect(Object.keys(optionErrors(aim, { [name]: text }))).toEqual([name]);
  });

  it('take what they say they take', () => {
    const texts = { degree: '3', candidates: 'arn, trees', weights: 'age=1, income=100', active: '8' };
    expect(optionErrors(aim, texts)).toEqual({});
    expect(optionErrors(aim, { epsilon: '0' })).toEqual({ epsilon: 'Must be a number above 0.' });
  });

  it('are left out where another option leaves them without effect', () => {
    const active = option('active', 'integer', '1', aim.options.at(-1));
    expect(applies(active, aim, {})).toBe(true);
    expect(applies(active, aim, { degree: '1' })).toBe(false);
    expect(optionErrors(aim, { degree: '1', active: '9' })).toEqual({});
    expect(optionsOf(aim, { degree: '1', active: '2' })).toEqual({ degree: 1 });
  });

  it('tell what a fit spends', () => {
    expect(epsilonOf(aim, {})).toBe(1);
    expect(epsilonOf(aim, { epsilon: '0.5' })).toBe(0.5);
    expect(epsilonOf({ ...aim, options: [] }, { epsilon: '0.5' })).toBeNull();
    const unset = aim.options.map((option) => ({ ...option, default: '' }));
    expect(epsilonOf({ ...aim, options: unset }, {})).toBeNull();
  });
});
