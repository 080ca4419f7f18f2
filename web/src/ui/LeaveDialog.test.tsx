import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { LeaveDialog } from './LeaveDialog';

it('stays when Escape is pressed', async () => {
  const [stay, leave] = [vi.fn(), vi.fn()];
  render(<LeaveDialog open onStay={stay} onLeave={leave} />);
  expect(screen.getByRole('button', { name: 'Stay here' })).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  expect(stay).toHaveBeenCalledOnce();
  expect(leave).not.toHaveBeenCalled();
});
