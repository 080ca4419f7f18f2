import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { FolderKanban, Plus } from 'lucide-react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { age } from '../../format/numbers';
import { projectParts } from '../../queries/projects';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { cx } from '../../ui/cx';
import { TextField } from '../../ui/fields';
import { PageHeader } from '../../ui/PageHeader';
import { ShowMore } from '../../ui/ShowMore';
import { Empty, InlineProblem } from '../../ui/states';
import { useFormDraft } from '../../ui/useFormDraft';
import { useNow } from '../../ui/useNow';
import { useCreateProject } from './queries';

export function ProjectsPage() {
  const list = useSuspenseInfiniteQuery(projectParts);
  const projects = list.data;
  const [params, setParams] = useSearchParams();
  const now = useNow(60_000);
  const creating = params.has('new');

  return (
    <>
      <PageHeader
        title="Projects"
        lead="A project keeps the schemas, seeds, runs and evidence of one piece of work together."
        actions={
          creating ? null : (
            <Button look="primary" onClick={() => setParams({ new: '' })}>
              <Plus aria-hidden size={14} /> New project
            </Button>
          )
        }
      />
      {creating ? <NewProject /> : null}
      {projects.length === 0 && !creating ? (
        <Empty
          icon={FolderKanban}
          title="No project yet"
          action={
            <Button look="primary" onClick={() => setParams({ new: '' })}>
              New project
            </Button>
          }
        >
          Create a project, then upload a seed of real rows to it.
        </Empty>
      ) : null}
      <ul className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {projects.map((project) => (
          <li key={project.id}>
            <Link
              to={`/projects/${project.id}`}
              className={cx(
                'block rounded-card border border-line bg-raised p-4 transition-colors duration-100',
                'hover:border-line-strong',
              )}
            >
              <span className="block truncate text-base font-semibold">{project.name}</span>
              <span className="mt-1 block text-xs text-muted">Created {age(project.createdAt, now)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <ShowMore list={list} what="projects" />
    </>
  );
}

function NewProject() {
  const { value: name, set: setName, forget } = useFormDraft('new-project', () => '');
  const create = useCreateProject();
  const navigate = useNavigate();
  return (
    <Card title="New project" className="mb-6 max-w-lg">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(name, {
            onSuccess: (project) => {
              forget();
              void navigate(`/projects/${project.id}`);
            },
          });
        }}
      >
        <TextField
          label="Name"
          required
          maxLength={200}
          hint="For example “Discharge summaries 2026”."
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <InlineProblem error={create.error} />
        <div>
          <Button type="submit" look="primary" busy={create.isPending}>
            Create project
          </Button>
        </div>
      </form>
    </Card>
  );
}
