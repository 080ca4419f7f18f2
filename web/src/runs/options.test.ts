import { describe, expect, it } from 'vitest';
import type { GeneratorDescription } from '../api/types';
import { epsilonOf, optionErrors, optionsOf, textsOf } from './options';

const aim: GeneratorDescription = {
  name: 'aim',
  summary: '',
  options: [
    { name: 'epsilon', kind: 'number', default: '1', description: '' },
    { name: 'delta', kind: 'number', default: '1e-9', description: '' },
    { name: 'degree', kind: 'integer', default: '3', description: '' },
    { name: 'compress', kind: 'boolean', default: 'true', description: '' },
    { name: 'order', kind: 'text', default: 'fixed', description: '' },
  ],
};

describe('a generator’s options', () => {
  it('are typed by their kind, and left out where nothing was typed', () => {
    const texts = { epsilon: ' 2 ', delta: '1e-7', compress: 'false', order: '5', degree: '', width: '9' };
    expect(optionsOf(aim, texts)).toEqual({ epsilon: 2, delta: 1e-7, compress: false, order: '5' });
    expect(textsOf({ epsilon: 2, compress: false })).toEqual({ epsilon: '2', compress: 'false' });
  });

  it.each([
    ['epsilon', '0'],
    ['epsilon', 'much'],
    ['delta', '1'],
    ['degree', '2.5'],
  ])('that cannot be are told by name: %s %s', (name, text) => {
    expect(Object.keys(optionErrors(aim, { [name]: text }))).toEqual([name]);
  });

  it('tell what a fit spends', () => {
    expect(epsilonOf(aim, {})).toBe(1);
    expect(epsilonOf(aim, { epsilon: '0.5' })).toBe(0.5);
    expect(epsilonOf({ ...aim, options: [] }, { epsilon: '0.5' })).toBeNull();
    const unset = aim.options.map((option) => ({ ...option, default: '' }));
    expect(epsilonOf({ ...aim, options: unset }, {})).toBeNull();
  });
});
