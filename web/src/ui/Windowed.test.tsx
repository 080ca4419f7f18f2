import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Windowed } from './Windowed';

const table = (
  <Windowed
    label="Numbers"
    count={1_000}
    rowHeight={20}
    height={200}
    header={<div role="row">Number</div>}
    row={(index) => (
      <div key={index} role="row">
        number {index}
      </div>
    )}
  />
);

describe('a long table', () => {
  it('draws only the rows in sight and some around them', () => {
    render(table);
    expect(screen.getByText('number 0')).toBeInTheDocument();
    expect(screen.queryByText('number 100')).toBeNull();
    expect(screen.getAllByRole('row').length).toBeLessThan(50);
    expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', '1001');
  });

  it('follows scrolling', () => {
    render(table);
    fireEvent.scroll(screen.getByRole('region'), { target: { scrollTop: 10_000 } });
    expect(screen.getByText('number 505')).toBeInTheDocument();
    expect(screen.queryByText('number 0')).toBeNull();
  });
});
