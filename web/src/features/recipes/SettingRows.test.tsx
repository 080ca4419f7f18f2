import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import type { GeneratorOption } from '../../api/types';
import { EMPTY_DRAFT, errorsOf, recipeOf, type Draft, type Known } from '../../runs/draft';
import { LIMITS } from '../../testing/recipes';
import { SettingRows } from './SettingRows';

const option = (name: string, kind: GeneratorOption['kind'], rest: Partial<GeneratorOption> = {}) => ({
  name,
  kind,
  default: '',
  description: `What ${name} does`,
  wanted: 'a value',
  ...rest,
});

const KNOWN: Known = {
  epsilon: option('epsilon', 'number', { exclusiveMinimum: 0, wanted: 'a number above 0' }),
  width: option('width', 'integer', { minimum: 1, maximum: 64, wanted: 'a whole number from 1 to 64' }),
  precision: option('precision', 'choice', { choices: ['fp32', 'fp16', 'int8'] }),
  compress: option('compress', 'boolean', { default: 'true' }),
};

function Form({ start = {} }: { start?: Partial<Draft> }) {
  const [draft, setDraft] = useState<Draft>({
    ...EMPTY_DRAFT,
    name: 'Sweep',
    generators: ['arn'],
    ...start,
  });
  return (
    <>
      <SettingRows
        known={KNOWN}
        draft={draft}
        errors={errorsOf(draft, LIMITS, KNOWN)}
        onChange={(part) => setDraft({ ...draft, ...part })}
      />
      <output aria-label="recipe">{JSON.stringify(recipeOf(draft, 'seed.csv', LIMITS, KNOWN))}</output>
    </>
  );
}

const recipe = () =>
  JSON.parse(screen.getByLabelText('recipe').textContent ?? '') as ReturnType<typeof recipeOf>;

const add = (name: string) => userEvent.selectOptions(screen.getByLabelText('Add a setting'), name);

it('gives numbers inputs with their range, and says what is wrong with a value', async () => {
  render(<Form />);
  await add('Width');
  const [first, second] = screen.getAllByRole('textbox', { name: /Width, value/ });
  if (!first || !second) throw new Error('An input is missing.');
  expect(screen.getByText(/Each value must be a whole number from 1 to 64\.$/)).toBeVisible();
  await userEvent.type(first, '8');
  await userEvent.type(second, '99');
  expect(screen.getByRole('alert')).toHaveTextContent('Must be a whole number from 1 to 64.');
  await userEvent.clear(second);
  await userEvent.type(second, '16');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(recipe().factors).toEqual({ width: [8, 16] });
});

it('gives choices check boxes, in the listed order whatever was clicked first', async () => {
  render(<Form />);
  await add('Precision');
  const group = within(screen.getByRole('group', { name: 'Precision' }));
  await userEvent.click(group.getByRole('checkbox', { name: 'int8' }));
  await userEvent.click(group.getByRole('checkbox', { name: 'fp32' }));
  expect(recipe().factors).toEqual({ precision: ['fp32', 'int8'] });
});

it('varies a switch between off and on', async () => {
  render(<Form />);
  await add('Compress');
  expect(recipe().factors).toEqual({ compress: [false, true] });
});

it('shows an option that has one value, and can vary it', async () => {
  render(<Form start={{ settings: { epsilon: '50' } }} />);
  expect(screen.getByRole('textbox', { name: 'Value of ε' })).toHaveValue('50');
  expect(recipe().base.options).toEqual({ epsilon: 50 });
  await userEvent.selectOptions(screen.getByLabelText('How ε is set'), 'Vary it');
  const [, second] = screen.getAllByRole('textbox');
  if (!second) throw new Error('An input is missing.');
  await userEvent.type(second, '1');
  expect(recipe().factors).toEqual({ epsilon: [50, 1] });
  expect(recipe().base.options).toEqual({});
});
