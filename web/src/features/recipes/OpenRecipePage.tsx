import { useSuspenseQuery } from '@tanstack/react-query';
import { Link2Off } from 'lucide-react';
import { Link, useLocation } from 'react-router';
import { projectsQuery } from '../../queries/projects';
import { Card } from '../../ui/Card';
import { PageHeader } from '../../ui/PageHeader';
import { Empty } from '../../ui/states';
import { recipeIn } from './share';

/** The page of a shared link. The link holds the recipe, which is opened in a project of the reader. */
export function OpenRecipePage() {
  const { hash } = useLocation();
  const { data: projects } = useSuspenseQuery(projectsQuery);
  const text = recipeIn(hash);
  return (
    <>
      <PageHeader
        title="Open a shared recipe"
        lead="The link holds the recipe and no data. Choose the project in which you want to use it."
      />
      {text ? (
        <Card title="Open the recipe in" flush>
          <ul>
            {projects.map((project) => (
              <li key={project.id} className="border-b border-line last:border-0">
                <Link
                  to={`/projects/${project.id}/recipes/new${hash}`}
                  className="block px-4 py-3 text-sm font-medium hover:bg-sunken"
                >
                  {project.name}
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      ) : (
        <Empty icon={Link2Off} title="This link holds no recipe">
          The link may be incomplete. Ask the sender to copy it again or to send the recipe as a file.
        </Empty>
      )}
    </>
  );
}
