import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../api/client';
import { allOf, inParts } from '../api/parts';

/** All projects, latest first. */ export const projectsQuery = queryOptions({
  queryKey: ['projects'],
  queryFn: ({ signal }) => allOf((query) => ok(api.GET('/api/projects', { params: { query }, signal }))),
});

export const projectParts = inParts(projectsQuery.queryKey, (query, signal) =>
  ok(api.GET('/api/projects', { params: { query }, signal })),
);
