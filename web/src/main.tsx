import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Tooltip } from 'radix-ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { ApiProblem } from './api/problem';
import { router } from './routes';
import { setExpired } from './session/expiry';
import { followSystem } from './ui/theme';
import './styles/app.css';

const PUBLIC_PAGES = ['/sign-in', '/verify'];

function noteExpiry(problem: unknown): void {
  const signedOut = problem instanceof ApiProblem && problem.status === 401;
  if (signedOut && !PUBLIC_PAGES.includes(globalThis.location.pathname)) setExpired(true);
}

const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noteExpiry }),
  mutationCache: new MutationCache({ onError: noteExpiry }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // Ask again only where the server failed or was not reached: a request that it refused would be refused again.
      retry: (failures, problem) =>
        failures < 2 && (!(problem instanceof ApiProblem) || problem.status === 0 || problem.status >= 500),
    },
  },
});

followSystem();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Tooltip.Provider delayDuration={200}>
        <RouterProvider router={router} />
      </Tooltip.Provider>
    </QueryClientProvider>
  </StrictMode>,
);
