import { Building2, UserRoundCog } from 'lucide-react';
import { NavLink } from 'react-router';
import { cx } from '../ui/cx';
import { STAGE_PAGES } from './stages';

const ITEM =
  'flex flex-col items-center justify-center gap-1 rounded-control px-1 py-2 text-xs font-medium ' +
  'transition-colors duration-100 max-md:min-w-0 max-md:flex-1';

function look({ isActive }: { isActive: boolean }): string {
  return cx(ITEM, isActive ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-sunken hover:text-ink');
}

/** On a narrow screen the icons stand alone; the words are still there for screen readers. */
function Label({ children }: { children: string }) {
  return <span className="max-md:sr-only">{children}</span>;
}

/** The stages, at the left; below 768 pixels at the foot. */
export function Rail({ projectId }: { projectId: string | undefined }) {
  return (
    <nav
      aria-label="Stages"
      className={cx(
        'sticky top-14 flex h-[calc(100vh-3.5rem)] w-24 shrink-0 flex-col gap-1 overflow-y-auto',
        'border-r border-line px-2 py-3 print:hidden',
        'max-md:fixed max-md:inset-x-0 max-md:top-auto max-md:bottom-0 max-md:z-30 max-md:h-14 max-md:w-auto',
        'max-md:flex-row max-md:border-t max-md:border-r-0 max-md:bg-paper max-md:py-2',
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
              <Label>{name}</Label>
            </NavLink>
          ))
        : null}
      <NavLink to="/organisation" className={(state) => cx(look(state), 'md:mt-auto')}>
        <Building2 aria-hidden size={20} strokeWidth={1.75} />
        <Label>Organisation</Label>
      </NavLink>
      <NavLink to="/account" className={look}>
        <UserRoundCog aria-hidden size={20} strokeWidth={1.75} />
        <Label>Account</Label>
      </NavLink>
    </nav>
  );
}
