import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { ColumnPicture } from './ColumnPicture';

it('shows years as they are written', () => {
  render(
    <ColumnPicture
      name="built"
      rows={3}
      profile={{
        missing: 0,
        distinct: 3,
        distinctEstimated: false,
        topLevels: [],
        numbers: {
          min: 1995,
          max: 2024,
          mean: 2010,
          standardDeviation: 9,
          quantiles: [],
          histogram: { edges: [1995, 2010, 2024], counts: [1, 2] },
        },
      }}
    />,
  );
  expect(screen.getByText('1995')).toBeVisible();
  expect(screen.getByText('2024')).toBeVisible();
  expect(screen.queryByText(/1,995/)).toBeNull();
});
