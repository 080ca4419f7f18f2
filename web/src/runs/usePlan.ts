import { useQuery } from '@tanstack/react-query';
import { ApiProblem } from '../api/problem';
import type { Plan, Recipe } from '../api/types';
import { planQuery } from '../queries/recipes';
import { useDebounced } from '../ui/useDebounced';
import { written } from './draft';
import type { Source } from './source';

export type PlanState = {
  plan: Plan | undefined;
  error: Error | null;
  /** Why the plan is that of an earlier state of the form: it has errors now, or the server has not answered. */
  stale: false | 'errors' | 'updating';
  /** Why the server would refuse to start what the form says now. */
  refusal: ApiProblem | null;
};

/** Signed out, or asked too often: that is not about the recipe, and passes. */
const PASSING: readonly number[] = [401, 429];

/** What the server says of a recipe before it is started. */
export function usePlan(projectId: string, source: Source, recipe: Recipe | null): PlanState {
  const settled = useDebounced(recipe, 300);
  const { data: plan, error, isPlaceholderData } = useQuery(planQuery(projectId, source, settled));
  const same = recipe !== null && settled !== null && written(recipe) === written(settled);
  const updating = !same || isPlaceholderData ? 'updating' : false;
  const stale = recipe === null ? 'errors' : updating;
  const refused =
    error instanceof ApiProblem &&
    error.status >= 400 &&
    error.status < 500 &&
    !PASSING.includes(error.status);
  return { plan, error, stale, refusal: refused && same ? error : null };
}
