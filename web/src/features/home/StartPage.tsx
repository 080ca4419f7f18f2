import { useSuspenseQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { projectsQuery } from '../../queries/projects';

/** Redirects to the project that was open last, or else to the newest. */
export function StartPage() {
  const { data: projects } = useSuspenseQuery(projectsQuery);
  const last = localStorage.getItem('project');
  const project = projects.find(({ id }) => id === last) ?? projects[0];
  return <Navigate to={project ? `/projects/${project.id}` : '/projects?new'} replace />;
}
