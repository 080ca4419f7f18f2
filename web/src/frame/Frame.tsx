import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link, Navigate, Outlet, useLocation, useParams } from 'react-router';
import { followChanges } from '../api/changes';
import { meQuery } from '../queries/me';
import { projectsQuery } from '../queries/projects';
import { setExpired, useExpired } from '../session/expiry';
import { signInLink } from '../session/next';
import { Boundary } from '../ui/Boundary';
import { cx } from '../ui/cx';
import { Mark } from '../ui/Mark';
import { ThemeToggle } from '../ui/ThemeToggle';
import { AccountMenu } from './AccountMenu';
import { EndingNotice } from './EndingNotice';
import { FirstWayNotice } from './FirstWayNotice';
import { CommandPalette } from './CommandPalette';
import { ProjectSwitcher } from './ProjectSwitcher';
import { Rail } from './Rail';
import { RunningStrip } from './RunningStrip';
import { SessionExpired } from './SessionExpired';

/** What a reviewer does besides verifying: their own account, leaving, and working in another organisation. */
const FOR_REVIEWERS = ['/account', '/organisation', '/organisations/new'];

/** The frame around every page for people who are signed in. */
export function Frame() {
  const { data: me } = useSuspenseQuery(meQuery);
  const { projectId } = useParams();
  const { pathname, search, hash } = useLocation();
  const last = useLastProject(projectId === undefined && me != null && me.role !== 'reviewer');
  const expired = useExpired();
  const connected = useChanges(me != null);

  useEffect(() => {
    if (projectId) localStorage.setItem('project', projectId);
  }, [projectId]);

  if (!me) return <Navigate to={signInLink(pathname + search + hash)} replace />;
  const isReviewer = me.role === 'reviewer';
  if (isReviewer && !FOR_REVIEWERS.includes(pathname)) return <Navigate to="/verify" replace />;

  return (
    <div className="flex min-h-screen flex-col max-md:pb-14">
      <a
        href="#content"
        className={cx(
          'sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50',
          'focus:rounded-control focus:bg-raised focus:px-3 focus:py-2',
        )}
      >
        Skip to content
      </a>
      <header
        className={cx(
          'sticky top-0 z-30 flex h-14 items-center gap-3 border-b border-line bg-paper px-4',
          'max-sm:gap-2 print:hidden',
        )}
      >
        <Link to="/" aria-label="AethergenAI, start page" className="flex w-20 justify-center max-sm:w-7">
          <Mark size={28} />
        </Link>
        {isReviewer ? null : <ProjectSwitcher projectId={projectId} />}
        {connected ? null : (
          <span role="status" className="flex items-center gap-1.5 text-xs text-warn">
            <WifiOff aria-hidden size={14} className="shrink-0" />
            <span className="max-md:sr-only">Reconnecting. These are the last known values.</span>
          </span>
        )}
        <div className="ml-auto flex items-center gap-2">
          {isReviewer ? null : <CommandPalette projectId={projectId} />}
          <ThemeToggle />
          <AccountMenu />
        </div>
      </header>
      <div className="flex grow">
        {isReviewer ? null : <Rail projectId={projectId ?? last} />}
        <div className="flex min-w-0 grow flex-col">
          <main id="content" tabIndex={-1} className="grow px-6 py-6 outline-none lg:px-8">
            <div className="mx-auto max-w-[1280px]">
              {me.deletionDue ? <EndingNotice due={me.deletionDue} isOwner={me.role === 'owner'} /> : null}
              {me.hasPassword || pathname === '/account' ? null : <FirstWayNotice />}
              <Boundary key={pathname}>
                <Outlet />
              </Boundary>
            </div>
          </main>
          {projectId ? <RunningStrip projectId={projectId} /> : null}
        </div>
      </div>
      <SessionExpired expired={expired} onSignedIn={() => setExpired(false)} />
    </div>
  );
}

/** The project that was open last, for pages that belong to no project. */
function useLastProject(asked: boolean): string | undefined {
  const { data: projects = [] } = useQuery({ ...projectsQuery, enabled: asked });
  const last = localStorage.getItem('project');
  return (projects.find(({ id }) => id === last) ?? projects[0])?.id;
}

function useChanges(active: boolean): boolean {
  const queryClient = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => (active ? followChanges(queryClient, setConnected) : undefined), [active, queryClient]);
  return connected;
}
