import { CircleAlert } from 'lucide-react';
import { Link } from 'react-router';
import { ApiProblem } from '../api/problem';
import { inWebWords, isOfSchema, schemaPage } from './problems';

/** Why a run would be refused, in the words of the web, with a link to where it is mended. */
export function RunProblem({
  error,
  projectId,
  source: { seedId, schemaId },
}: {
  error: Error;
  projectId: string;
  /** What the run is to read, and with what. */
  source: { seedId: string; schemaId: string };
}) {
  const code = error instanceof ApiProblem ? error.code : undefined;
  return (
    <p
      role="alert"
      className="flex items-start gap-2 rounded-control bg-fail-soft px-3 py-2 text-sm text-fail"
    >
      <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />
      <span className="min-w-0 break-words">
        {inWebWords(code, error.message)}{' '}
        {isOfSchema(code) && schemaId !== '' ? (
          <Link
            to={schemaPage({ projectId, schemaId }, code, error.message)}
            className="font-medium underline"
          >
            Open the schema
          </Link>
        ) : null}
        {code === 'seed.shares-rows' && seedId !== '' ? (
          <Link to={`/projects/${projectId}/seeding/${seedId}`} className="font-medium underline">
            Open the seed
          </Link>
        ) : null}
      </span>
    </p>
  );
}
