import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { Tooltip } from 'radix-ui';
import type { ReactElement } from 'react';
import { MemoryRouter } from 'react-router';

/** Renders as inside the app: with a router, a query client and tooltips. */
export function renderInApp(element: ReactElement) {
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <Tooltip.Provider>
        <MemoryRouter>{element}</MemoryRouter>
      </Tooltip.Provider>
    </QueryClientProvider>,
  );
}
