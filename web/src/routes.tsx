import { useSuspenseQueries } from '@tanstack/react-query';
import { createBrowserRouter, Outlet, type RouteObject } from 'react-router';
import { ApiProblem } from './api/problem';
import { SignInPage } from './features/sign-in/SignInPage';
import { Frame } from './frame/Frame';
import { describeLimits } from './limits/limits';
import { describeMeasures } from './measures/measures';
import { limitsQuery } from './queries/limits';
import { measuresQuery } from './queries/measures';
import { Boundary } from './ui/Boundary';
import { RouteFailure } from './ui/RouteFailure';
import { Failure, PageSkeleton } from './ui/states';

const project: RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import('./features/home/HomePage')).HomePage }) },
  {
    path: 'schemas',
    lazy: async () => ({ Component: (await import('./features/schemas/SchemasPage')).SchemasPage }),
  },
  {
    path: 'schemas/new',
    lazy: async () => ({ Component: (await import('./features/schemas/DesignerPage')).NewSchemaPage }),
  },
  {
    path: 'schemas/:schemaId',
    lazy: async () => ({ Component: (await import('./features/schemas/DesignerPage')).SchemaPage }),
  },
  {
    path: 'seeding',
    lazy: async () => ({ Component: (await import('./features/seeding/SeedingPage')).SeedingPage }),
  },
  {
    path: 'seeding/:seedId',
    lazy: async () => ({ Component: (await import('./features/seeding/SeedPage')).SeedPage }),
  },
  {
    path: 'generation',
    lazy: async () => ({ Component: (await import('./features/generation/RunsPage')).RunsPage }),
  },
  {
    path: 'generation/new',
    lazy: async () => ({ Component: (await import('./features/generation/NewRunPage')).NewRunPage }),
  },
  {
    path: 'generation/:runId',
    lazy: async () => ({ Component: (await import('./features/generation/RunPage')).RunPage }),
  },
  {
    path: 'evaluation',
    lazy: async () => ({ Component: (await import('./features/evaluation/EvaluationPage')).EvaluationPage }),
  },
  {
    path: 'evaluation/:runId',
    lazy: async () => ({ Component: (await import('./features/evaluation/ReportPage')).ReportPage }),
  },
  {
    path: 'recipes',
    lazy: async () => ({ Component: (await import('./features/recipes/RecipesPage')).RecipesPage }),
  },
  {
    path: 'recipes/new',
    lazy: async () => ({ Component: (await import('./features/recipes/NewRecipePage')).NewRecipePage }),
  },
  {
    path: 'recipes/compare',
    lazy: async () => ({ Component: (await import('./features/recipes/ComparePage')).ComparePage }),
  },
  {
    path: 'recipes/:runId',
    lazy: async () => ({ Component: (await import('./features/recipes/RecipePage')).RecipePage }),
  },
  {
    path: 'evidence',
    lazy: async () => ({ Component: (await import('./features/evidence/EvidencePage')).EvidencePage }),
  },
  {
    path: 'evidence/:runId',
    lazy: async () => ({ Component: (await import('./features/evidence/PackPage')).PackPage }),
  },
];

/** The pages inside the frame. One that fails leaves the frame standing. */
const framed: RouteObject[] = [
  {
    index: true,
    lazy: async () => ({ Component: (await import('./features/home/StartPage')).StartPage }),
  },
  {
    path: 'projects',
    lazy: async () => ({ Component: (await import('./features/home/ProjectsPage')).ProjectsPage }),
  },
  { path: 'projects/:projectId', children: project },
  {
    path: 'recipes/open',
    lazy: async () => ({ Component: (await import('./features/recipes/OpenRecipePage')).OpenRecipePage }),
  },
  {
    path: 'account',
    lazy: async () => ({ Component: (await import('./features/sign-in/AccountPage')).AccountPage }),
  },
  {
    path: 'organisation',
    lazy: async () => ({
      Component: (await import('./features/organisation/OrganisationPage')).OrganisationPage,
    }),
  },
  {
    path: 'organisations/new',
    lazy: async () => ({
      Component: (await import('./features/organisation/NewOrganisationPage')).NewOrganisationPage,
    }),
  },
  { path: '*', Component: NotHere },
];

function NotHere() {
  return (
    <Failure
      error={
        new ApiProblem(404, {
          title: 'There is no such page',
          detail: 'Check the address. What it pointed to may have been deleted.',
        })
      }
    />
  );
}

function Alone() {
  return (
    <Boundary
      loading={
        <div className="p-8">
          <PageSkeleton />
        </div>
      }
    >
      <Described />
    </Boundary>
  );
}

/** The pages, once it is known what the server says of measures and of limits. */
function Described() {
  const [measures, limits] = useSuspenseQueries({ queries: [measuresQuery, limitsQuery] });
  describeMeasures(measures.data);
  describeLimits(limits.data);
  return <Outlet />;
}

export const routes: RouteObject[] = [
  {
    Component: Alone,
    ErrorBoundary: RouteFailure,
    HydrateFallback: () => null,
    children: [
      { path: 'sign-in', Component: SignInPage },
      {
        path: 'allow',
        lazy: async () => ({ Component: (await import('./features/authority/AllowPage')).AllowPage }),
      },
      {
        path: 'device',
        lazy: async () => ({ Component: (await import('./features/authority/DevicePage')).DevicePage }),
      },
      {
        path: 'forgot-password',
        lazy: async () => ({ Component: (await import('./features/sign-in/ForgotPage')).ForgotPage }),
      },
      {
        path: 'new-password',
        lazy: async () => ({
          Component: (await import('./features/sign-in/NewPasswordPage')).NewPasswordPage,
        }),
      },
      {
        path: 'invitation',
        lazy: async () => ({ Component: (await import('./features/organisation/JoinPage')).JoinPage }),
      },
      {
        path: 'verify',
        lazy: async () => ({ Component: (await import('./features/evidence/VerifyPage')).VerifyPage }),
      },
      { Component: Frame, children: [{ ErrorBoundary: RouteFailure, children: framed }] },
    ],
  },
];

export const router = createBrowserRouter(routes);
