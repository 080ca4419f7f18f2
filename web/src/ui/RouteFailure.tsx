import { useRouteError } from 'react-router';
import { Failure } from './states';

/** Shown in place of a page that failed to load or to render. What is around the page stays. */
export function RouteFailure() {
  return <Failure error={useRouteError()} />;
}
