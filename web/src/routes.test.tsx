import { render, screen } from '@testing-library/react';
import { createMemoryRouter, Outlet, RouterProvider, type RouteObject } from 'react-router';
import { expect, it } from 'vitest';
import { Frame } from './frame/Frame';
import { routes } from './routes';
import { RouteFailure } from './ui/RouteFailure';

/** The pages that are fetched when they are opened, each with the routes around it, the outermost first. */
function lazyPages(
  all: readonly RouteObject[],
  around: readonly RouteObject[] = [],
): readonly (readonly RouteObject[])[] {
  return all.flatMap((route) => [
    ...(route.lazy ? [[...around, route]] : []),
    ...lazyPages(route.children ?? [], [...around, route]),
  ]);
}

it('catches the failure of every page, inside the frame where the page is inside it', () => {
  const pages = lazyPages(routes);
  expect(pages.length).toBeGreaterThan(15);
  for (const around of pages) {
    const frame = around.findIndex(({ Component }) => Component === Frame);
    const inside = frame < 0 ? around : around.slice(frame + 1);
    expect(inside.some(({ ErrorBoundary }) => ErrorBoundary === RouteFailure)).toBe(true);
  }
});

it('says what to do where a page cannot be fetched, and keeps what is around it', async () => {
  const lost = 'Failed to fetch dynamically imported module: http://localhost/assets/RunPage-1a2b.js';
  const router = createMemoryRouter([
    {
      HydrateFallback: () => null,
      element: (
        <>
          <h1>Frame</h1>
          <Outlet />
        </>
      ),
      children: [
        {
          ErrorBoundary: RouteFailure,
          children: [{ index: true, lazy: () => Promise.reject(new TypeError(lost)) }],
        },
      ],
    },
  ]);
  render(<RouterProvider router={router} />);
  expect(await screen.findByRole('heading', { name: 'This page could not be loaded' })).toBeVisible();
  expect(screen.getByRole('heading', { name: 'Frame' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Reload the page' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  expect(screen.queryByText(/assets/)).toBeNull();
});
