import { QueryClient, QueryClientProvider, type QueryKey } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { Tooltip } from 'radix-ui';
import { Suspense, type ReactElement, type ReactNode } from 'react';
import { createMemoryRouter, MemoryRouter, RouterProvider } from 'react-router';

/** What the server has already answered, by query key. */
type Known = readonly (readonly [QueryKey, unknown])[];

/** What the server has answered of a list that is read in parts, if one part is all of it. */
export const onePart = <T,>(items: readonly T[]) => ({ pages: [items], pageParams: [0] });

/** Renders as inside the app: with a router, a query client and tooltips. */
export function renderInApp(element: ReactElement, known: Known = []) {
  return render(
    <Around known={known}>
      <MemoryRouter>{element}</MemoryRouter>
    </Around>,
  );
}

/**
 * Renders a page at an address, beside a page that every other address shows.
 * @param path The page's route, such as "/projects/:projectId".
 */
export function renderPage(element: ReactElement, path: string, address: string, known: Known = []) {
  const routes = [
    { path, element },
    { path: '*', element: <p>Another page</p> },
  ];
  const router = createMemoryRouter(routes, { initialEntries: [address] });
  return {
    router,
    ...render(
      <Around known={known}>
        <Suspense fallback="Loading">
          <RouterProvider router={router} />
        </Suspense>
      </Around>,
    ),
  };
}

function Around({ known, children }: { known: Known; children: ReactNode }) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  for (const [key, data] of known) client.setQueryData(key, data);
  return (
    <QueryClientProvider client={client}>
      <Tooltip.Provider>{children}</Tooltip.Provider>
    </QueryClientProvider>
  );
}
