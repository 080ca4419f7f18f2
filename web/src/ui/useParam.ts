import { useParams } from 'react-router';

/** A part of the address that the route promises. */
export function useParam(name: string): string {
  const value = useParams()[name];
  if (value === undefined) throw new Error(`The route has no :${name}.`);
  return value;
}

export function useProjectId(): string {
  return useParam('projectId');
}
