import { UserRoundCog } from 'lucide-react';
import { NavLink } from 'react-router';
import { cx } from '../ui/cx';
import { STAGE_PAGES } from './stages';

const ITEM =
  'flex flex-col items-center gap-1 rounded-control px-1 py-2 text-xs font-medium transition-colors duration-100';

function look({ isActive }: { isActive: boolean }): string {
  return cx(ITEM, isActive ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-sunken hover:text-ink');
}

export function Rail({ projectId }: { projectId: string | undefined }) {
  return (
    <nav
      aria-label="Stages"
      className={cx(
        'sticky top-14 flex h-[calc(100vh-3.5rem)] w-24 shrink-0 flex-col gap-1 overflow-y-auto',
        'border-r border-line px-2 py-3',
      )}
    >
      {projectId
        ? STAGE_PAGES.map(({ path, name, icon: Icon }) => (
            <NavLink
              key={name}
              to={`/projects/${projectId}${path && `/${path}`}`}
              end={path === ''}
              className={look}
            >
              <Icon aria-hidden size={20} strokeWidth={1.75} />
              {name}
            </NavLink>
          ))
        : null}
      <NavLink to="/account" className={(state) => cx(look(state), 'mt-auto')}>
        <UserRoundCog aria-hidden size={20} strokeWidth={1.75} />
        Account
      </NavLink>
    </nav>
  );
}
