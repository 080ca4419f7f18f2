import { Link } from 'react-router';
import type { SeedFile } from '../../api/types';
import { Doubts } from '../../seeds/ReadAs';
import { ReadingNotes } from '../../seeds/ReadingNotes';
import { summaryOf } from '../../seeds/dialect';

/** What a proposal was made from: how the seed was read, and everything that inference had to say. */
export function Proposed({ projectId, seed }: { projectId: string; seed: SeedFile }) {
  return (
    <>
      {seed.reading ? (
        <div className="mb-4 text-sm">
          <p>
            <span className="text-muted">{seed.name} was read as:</span> {summaryOf(seed.reading)}.{' '}
            <Link
              to={`/projects/${projectId}/seeding/${seed.id}`}
              className="font-medium text-accent underline"
            >
              Change how it is read
            </Link>
          </p>
          <Doubts seed={seed} />
        </div>
      ) : null}
      <ReadingNotes title="What was noticed in the file" notes={seed.profile.notes} />
    </>
  );
}
