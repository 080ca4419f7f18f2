import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect, useId, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { words } from '../format/numbers';
import { projectsQuery } from '../queries/projects';
import { runsQuery } from '../queries/runs';
import { seedsQuery } from '../queries/seeds';
import { pageOf } from '../runs/pageOf';
import { verdictOf } from '../runs/RunVerdict';
import { cx } from '../ui/cx';
import { currentTheme, setTheme } from '../ui/theme';
import { STAGE_PAGES } from './stages';

type Command = { id: string; name: string; group: string; run: () => void };

const SHOWN = 12;

/** The command palette (Ctrl-K): type a part of a name to open a page, run, seed or project. */
export function CommandPalette({ projectId }: { projectId: string | undefined }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setOpen((was) => !was);
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger
        aria-label="Jump to… Ctrl K"
        className={cx(
          'flex h-8 w-64 items-center gap-2 rounded-control border border-line bg-raised px-2.5',
          'text-sm text-muted hover:border-line-strong max-md:w-8 max-md:px-1.5',
        )}
      >
        <Search aria-hidden size={14} className="shrink-0" />
        <span className="grow text-left max-md:hidden">Jump to…</span>
        <kbd className="rounded-control border border-line px-1 font-sans text-xs max-md:hidden">Ctrl K</kbd>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className={cx(
            'fixed top-[15vh] left-1/2 z-50 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2',
            'overflow-hidden rounded-card border border-line bg-raised shadow-raised',
          )}
        >
          <Dialog.Title className="sr-only">Jump to a page, run, seed or project</Dialog.Title>
          <Palette projectId={projectId} onDone={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Palette({ projectId, onDone }: { projectId: string | undefined; onDone: () => void }) {
  const list = useId();
  const [typed, setTyped] = useState('');
  const [index, setIndex] = useState(0);
  const commands = useCommands(projectId);
  const found = useMemo(() => matching(commands, typed).slice(0, SHOWN), [commands, typed]);
  const chosen = Math.min(index, found.length - 1);

  const carryOut = (command: Command | undefined) => {
    if (!command) return;
    onDone();
    command.run();
  };

  return (
    <>
      <input
        role="combobox"
        aria-label="Type to search"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={found[chosen] ? `${list}-${chosen}` : undefined}
        placeholder="Page, run, seed or project…"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setIndex(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setIndex(Math.min(chosen + 1, found.length - 1));
          else if (event.key === 'ArrowUp') setIndex(Math.max(chosen - 1, 0));
          else if (event.key === 'Enter') carryOut(found[chosen]);
          else return;
          event.preventDefault();
        }}
        className="h-12 w-full border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-muted"
      />
      <div role="listbox" id={list} aria-label="Results" className="max-h-80 overflow-y-auto p-1">
        {found.map((command, place) => (
          // The combobox holds the focus and the keys; a pointer may press an option as well.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={command.id}
            id={`${list}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === chosen}
            onClick={() => carryOut(command)}
            onMouseMove={() => setIndex(place)}
            className={cx(
              'flex cursor-pointer items-center justify-between gap-4 rounded-control px-3 py-2 text-sm',
              place === chosen && 'bg-sunken',
            )}
          >
            <span className="truncate">{command.name}</span>
            <span className="shrink-0 text-xs text-muted">{command.group}</span>
          </div>
        ))}
      </div>
      {found.length === 0 ? (
        <p className="px-4 pb-6 text-center text-sm text-muted">
          No page, run, seed or project has this name.
        </p>
      ) : null}
    </>
  );
}

function matching(commands: readonly Command[], typed: string): readonly Command[] {
  const parts = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ name, group }) => {
    const text = `${group} ${name}`.toLowerCase();
    return parts.every((part) => text.includes(part));
  });
}

function useCommands(projectId: string | undefined): readonly Command[] {
  const navigate = useNavigate();
  const { data: projects = [] } = useQuery(projectsQuery);
  const { data: runs = [] } = useQuery({ ...runsQuery(projectId ?? ''), enabled: projectId !== undefined });
  const { data: seeds = [] } = useQuery({ ...seedsQuery(projectId ?? ''), enabled: projectId !== undefined });

  return useMemo(() => {
    const go = (path: string) => () => void navigate(path);
    const here = `/projects/${projectId}`;
    const ofProject: Command[] = projectId
      ? [
          { id: 'new-run', name: 'Start a run', group: 'Action', run: go(`${here}/generation/new`) },
          { id: 'upload', name: 'Upload a seed', group: 'Action', run: go(`${here}/seeding`) },
          ...STAGE_PAGES.map(({ path, name }) => ({
            id: `page-${name}`,
            name,
            group: 'Page',
            run: go(`${here}/${path}`),
          })),
          ...runs.map((run) => ({
            id: run.id,
            name: run.name,
            group: `Run, ${words(verdictOf(run)?.outcome ?? run.status).toLowerCase()}`,
            run: go(pageOf(run)),
          })),
          ...seeds.map((seed) => ({
            id: seed.id,
            name: seed.name,
            group: 'Seed',
            run: go(`${here}/seeding/${seed.id}`),
          })),
        ]
      : [];
    return [
      ...ofProject,
      ...projects.map((project) => ({
        id: project.id,
        name: project.name,
        group: 'Project',
        run: go(`/projects/${project.id}`),
      })),
      { id: 'verify', name: 'Verify a pack in this browser', group: 'Action', run: go('/verify') },
      { id: 'account', name: 'Account', group: 'Page', run: go('/account') },
      {
        id: 'theme',
        name: 'Switch between light and dark',
        group: 'Action',
        run: () => setTheme(currentTheme() === 'dark' ? 'light' : 'dark'),
      },
    ];
  }, [navigate, projectId, projects, runs, seeds]);
}
