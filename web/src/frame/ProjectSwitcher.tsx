import { useQuery } from '@tanstack/react-query';
import { Check, ChevronsUpDown, FolderKanban, Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useNavigate } from 'react-router';
import { projectsQuery } from '../queries/projects';
import { cx } from '../ui/cx';

const ITEM =
  'flex cursor-pointer items-center gap-2 rounded-control px-2 py-1.5 text-sm outline-none ' +
  'data-[highlighted]:bg-sunken';

export function ProjectSwitcher({ projectId }: { projectId: string | undefined }) {
  const { data: projects = [] } = useQuery(projectsQuery);
  const navigate = useNavigate();
  const current = projects.find((project) => project.id === projectId);
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        aria-label={`${current?.name ?? 'Projects'}, switch project`}
        className={cx(
          'flex h-8 max-w-64 min-w-0 items-center',
          'gap-2 rounded-control px-2 text-sm font-medium hover:bg-sunken',
        )}
      >
        <span className="truncate">{current?.name ?? 'Projects'}</span>
        <ChevronsUpDown aria-hidden size={14} className="shrink-0 text-muted" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          className="z-50 max-h-96 w-64 overflow-y-auto rounded-card border border-line bg-raised p-1 shadow-raised"
        >
          {projects.map((project) => (
            <DropdownMenu.Item
              key={project.id}
              className={ITEM}
              onSelect={() => void navigate(`/projects/${project.id}`)}
            >
              <Check
                aria-hidden
                size={14}
                className={cx('shrink-0', project.id !== projectId && 'invisible')}
              />
              <span className="truncate">{project.name}</span>
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item className={ITEM} onSelect={() => void navigate('/projects')}>
            <FolderKanban aria-hidden size={14} /> All projects
          </DropdownMenu.Item>
          <DropdownMenu.Item className={ITEM} onSelect={() => void navigate('/projects?new')}>
            <Plus aria-hidden size={14} /> New project
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
