import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderInApp } from '../testing/render';
import { Dial } from './Dial';
import { arc, DIAL, pointAt } from './dial-geometry';
import { DialDrivers } from './DialDrivers';

it('says value, interval and both anchors to a screen reader', () => {
  render(<Dial value={23.4} interval={{ low: 18, high: 31 }} />);
  expect(screen.getByRole('img')).toHaveAccessibleName(
    'Model collapse risk 23, 95 % interval 18 to 31, ' +
      'on a scale from 0, fresh real data, to 100, eighth self-trained generation.',
  );
  expect(screen.getByText('[18, 31]')).toBeVisible();
});

it('is hollow and says that it is an estimate while rows are still coming', () => {
  render(<Dial value={12} interval={{ low: 1, high: 90 }} estimate />);
  expect(screen.getByRole('img')).toHaveAccessibleName(/\(estimate\)/);
  expect(screen.getByText('estimate')).toBeVisible();
  expect(screen.queryByText('[1, 90]')).toBeNull();
  expect(screen.getByTestId('needle').querySelector('line')).toHaveAttribute('stroke-dasharray');
});

it('shows no needle where nothing was measured', () => {
  render(<Dial value={null} />);
  expect(screen.getByRole('img')).toHaveAccessibleName('Model collapse risk: not measured.');
  expect(screen.queryByTestId('needle')).toBeNull();
});

it('stays blank while there is no estimate yet', () => {
  const { rerender } = render(<Dial value={undefined} estimate />);
  expect(screen.getByRole('img')).toHaveAccessibleName('Model collapse risk: no estimate yet.');
  expect(screen.queryByTestId('needle')).toBeNull();
  expect(screen.queryByText('0')).toBeNull();
  rerender(<Dial value={0} estimate />);
  expect(screen.getByText('0')).toBeVisible();
});

it('runs from the left at 0 over the top at 50 to the right at 100', () => {
  const { centre, radius } = DIAL;
  expect(pointAt(0, radius).x).toBeCloseTo(centre.x - radius);
  expect(pointAt(50, radius).y).toBeCloseTo(centre.y - radius);
  expect(pointAt(100, radius).x).toBeCloseTo(centre.x + radius);
  expect(pointAt(140, radius)).toEqual(pointAt(100, radius));
  expect(arc(0, 100, radius)).toMatch(/^M36\.00 152\.00A124 124 0 0 1 284\.00 152\.00$/);
});

it('opens the figures of a driver, and says why one was not measured', async () => {
  const open = vi.fn();
  const tails = {
    name: 'tails',
    score: 40,
    weight: 0.3,
    explanation: 'Rare cases that are still there.',
    figures: [],
  };
  const lineage = {
    name: 'lineage',
    score: null,
    weight: 0.1,
    explanation: 'No ancestor is known.',
    figures: [],
  };
  renderInApp(
    <DialDrivers
      dial={{ value: 40, interval: null, partial: true, parts: [tails, lineage], advice: 'Widen the seed.' }}
      onOpen={open}
    />,
  );
  await userEvent.click(screen.getByRole('button', { name: /Tails adds 12.0: 40 of 100, weight 0.30/ }));
  expect(open).toHaveBeenCalledWith(tails);
  expect(screen.getByText('Not measured')).toBeVisible();
  expect(screen.getByText('Widen the seed.')).toBeVisible();
});

it('draws what each part adds, the largest first, as the advice counts it', () => {
  const part = (name: string, score: number, weight: number) => ({
    name,
    score,
    weight,
    explanation: '',
    figures: [],
  });
  const parts = [part('tails', 90, 0.1), part('coverage', 40, 0.5)];
  renderInApp(
    <DialDrivers
      dial={{ value: 29, interval: null, partial: true, parts, advice: 'Coverage is low.' }}
      onOpen={() => {}}
    />,
  );
  const bars = screen.getAllByRole('button', { name: /adds/ });
  expect(bars.map((bar) => bar.getAttribute('aria-label')?.slice(0, 19))).toEqual([
    'Coverage adds 20.0:',
    'Tails adds 9.0: 90 ',
  ]);
});
