import { Link } from 'react-router';
import { ApiProblem } from '../api/problem';
import type { Run } from '../api/types';
import { Failure } from '../ui/states';
import { inWebWords, isOfSchema, schemaPage } from './problems';

/** Why a run was refused, in the words of the web, with a link to where it is mended; nothing of any other run. */
export function Refused({ run }: { run: Run }) {
  if (run.status !== 'refused') return null;
  const { problemCode: code, problemMessage: message } = run;
  const why = message ? inWebWords(code, message) : 'No reason was given.';
  return (
    <div className="mb-6">
      <Failure
        error={
          new ApiProblem(409, {
            title: 'The run was refused',
            detail: `${why} The run made no rows and no report.`,
            code,
          })
        }
      />
      {isOfSchema(code) ? (
        <p className="mt-2 text-sm">
          <Link to={schemaPage(run, code, message ?? '')} className="font-medium text-accent underline">
            Open the schema
          </Link>
        </p>
      ) : null}
    </div>
  );
}
