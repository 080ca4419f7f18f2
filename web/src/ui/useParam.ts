import { useParams } from 'react-router';

/** A parameter of the route. Throws if the route has none of this name. */
export function useParam(name: string): string {
  const value = useParams()[name];
  if (value === undefined) throw new Error(`The route has no :${name}.`);
  return value;
}

export function useProjectId(): string {
  return useParam('projectId');
}
