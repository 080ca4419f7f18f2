import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Constraint } from '../../api/types';
import { CONSTRAINT_KINDS } from '../../testing/constraints';
import { renderInApp } from '../../testing/render';
import { ConstraintList } from './ConstraintList';
import { constraintKindsQuery } from './queries';

const FOUND: Constraint = {
  kind: 'unique',
  columns: ['id'],
  active: true,
  reason: 'All cells are distinct.',
};

afterEach(() => vi.unstubAllGlobals());

function show(isPrivate: boolean) {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(['unique ‘id’'])));
  const changed = vi.fn();
  renderInApp(
    <ConstraintList
      columns={[]}
      constraints={[FOUND]}
      isPrivate={isPrivate}
      onChange={changed}
      onRemoved={() => undefined}
    />,
    [[constraintKindsQuery.queryKey, CONSTRAINT_KINDS]],
  );
  return changed;
}

it('declares that a constraint is known without the rows that it was found in', async () => {
  const changed = show(true);
  await userEvent.click(await screen.findByRole('button', { name: /^I know without the rows: unique/ }));
  expect(changed).toHaveBeenCalledWith([{ ...FOUND, reason: null }]);
});

it('asks nothing of the kind where no generator is private', () => {
  show(false);
  expect(screen.queryByRole('button', { name: /without the rows/ })).toBeNull();
});
