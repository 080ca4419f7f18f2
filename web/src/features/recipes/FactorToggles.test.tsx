import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { EMPTY_DRAFT, errorsOf, recipeOf, type Draft } from '../../runs/draft';
import { LIMITS } from '../../testing/recipes';
import { FactorToggles } from './FactorToggles';

const GENERATORS = [
  { name: 'independent', summary: 'Marginals.', options: [] },
  { name: 'copula', summary: 'Dependence.', options: [] },
];

function Form() {
  const [draft, setDraft] = useState<Draft>({
    ...EMPTY_DRAFT,
    name: 'Sweep',
    generators: ['independent', 'copula'],
    repeats: '3',
  });
  const recipe = recipeOf(draft, 'seed.csv', LIMITS);
  return (
    <>
      <FactorToggles
        generators={GENERATORS}
        draft={draft}
        errors={errorsOf(draft, LIMITS)}
        onChange={(part) => setDraft({ ...draft, ...part })}
      />
      <output aria-label="recipe">{JSON.stringify(recipe)}</output>
    </>
  );
}

const recipe = () =>
  JSON.parse(screen.getByLabelText('recipe').textContent ?? '') as ReturnType<typeof recipeOf>;

describe('the toggles of a recipe', () => {
  it('make every generator that is on a level of one factor', () => {
    render(<Form />);
    expect(recipe().factors).toEqual({ generator: ['independent', 'copula'] });
  });

  it('make a single generator a setting, not a factor', async () => {
    render(<Form />);
    await userEvent.click(screen.getByRole('checkbox', { name: 'Independent' }));
    expect(recipe().factors).toEqual({});
    expect(recipe().base.generator).toBe('copula');
  });

  it('keep the listed order, so that the baseline does not depend on clicks', async () => {
    render(<Form />);
    await userEvent.click(screen.getByRole('checkbox', { name: 'Independent' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Independent' }));
    expect(recipe().factors).toEqual({ generator: ['independent', 'copula'] });
  });

  it('say at the field what is wrong', async () => {
    render(<Form />);
    const repeats = screen.getByRole('textbox', { name: 'Repeats of each cell' });
    await userEvent.clear(repeats);
    await userEvent.type(repeats, 'many');
    expect(repeats).toBeInvalid();
    expect(repeats).toHaveAccessibleDescription('Enter a whole number from 1 to 100.');
    await userEvent.click(screen.getByRole('checkbox', { name: 'Independent' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Copula' }));
    expect(screen.getByRole('alert')).toHaveTextContent('Choose at least one generator.');
  });
});
