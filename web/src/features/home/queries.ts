import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../../api/client';

export const projectsQuery = queryOptions({
  queryKey: ['projects'],
  queryFn: ({ signal }) => ok(api.GET('/api/projects', { signal })),
});

export const projectQuery = (id: string) =>
  queryOptions({
    queryKey: ['projects', id],
    queryFn: ({ signal }) => ok(api.GET('/api/projects/{id}', { params: { path: { id } }, signal })),
  });

export function useCreateProject() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => ok(api.POST('/api/projects', { body: { name } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['projects'] }),
  });
}
