import { RotateCcw, Sprout, X } from 'lucide-react';
import { useNavigate } from 'react-router';
import { ApiProblem } from '../../api/problem';
import { canonical } from '../../format/canonical';
import { bytes } from '../../format/numbers';
import { DialectFields } from '../../seeds/DialectFields';
import { encodings, fieldOf, JUDGED, type Dialect } from '../../seeds/dialect';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { DropZone } from '../../ui/DropZone';
import { InlineProblem, ProgressBar } from '../../ui/states';
import { useFormDraft } from '../../ui/useFormDraft';
import { useUploadSeed, type Upload } from './queries';

/** Takes a file and sends it. If the server cannot read it, the file stays, with fields that say how it is written. */
export function NewSeed({ projectId }: { projectId: string }) {
  const navigate = useNavigate();
  const form = useFormDraft(`new-seed:${projectId}`, () => JUDGED);
  const { forget, set, value: dialect } = form;
  const { upload, failed, start, cancel, dismiss } = useUploadSeed(projectId, (seed) => {
    forget();
    void navigate(`/projects/${projectId}/seeding/${seed.id}`);
  });
  const change = (next: Partial<Dialect>) => set({ ...dialect, ...next });

  if (upload) return <UploadProgress upload={upload} onCancel={cancel} />;
  if (failed) {
    return (
      <Refused
        {...failed}
        dialect={dialect}
        onChange={change}
        onSend={(said) => start(failed.file, said)}
        onDismiss={() => {
          dismiss();
          set(JUDGED); // another file is written in its own way
          forget();
        }}
      />
    );
  }
  return (
    <>
      {form.notice}
      <DropZone
        label="Choose a file"
        accept=".csv,.tsv,.txt,.parquet,text/csv"
        icon={Sprout}
        onFile={(file) => start(file, dialect)}
      >
        Drop a CSV or Parquet file here. The server profiles each column and gives a reason for what it finds.
      </DropZone>
      <details className="mt-3 text-sm" open={form.notice !== null}>
        <summary className="cursor-pointer text-muted hover:text-ink">
          {canonical(dialect) === canonical(JUDGED)
            ? 'The server judges how the file is written, and shows the result afterwards. You can also set it here.'
            : 'The next file is read as you say here.'}
        </summary>
        <div className="mt-3 rounded-card border border-line bg-raised p-4">
          <DialectFields dialect={dialect} reading={null} wrong={undefined} onChange={change} />
        </div>
      </details>
    </>
  );
}

/** A file that the server did not take: why, and what a person can say about it before it is sent again. */
function Refused({
  file,
  error,
  dialect,
  onChange,
  onSend,
  onDismiss,
}: {
  file: File;
  error: Error;
  dialect: Dialect;
  onChange: (change: Partial<Dialect>) => void;
  onSend: (dialect: Dialect) => void;
  onDismiss: () => void;
}) {
  const code = error instanceof ApiProblem ? error.code : undefined;
  const ofFile = code?.startsWith('csv.') === true;
  const titles = encodings();
  const suggested = error instanceof ApiProblem && fieldOf(code) === 'encoding' ? error.suggestions : [];
  const sendAs = (said: Partial<Dialect>) => {
    onChange(said);
    onSend({ ...dialect, ...said });
  };
  return (
    <Card title={`${file.name} was not stored`}>
      <form
        aria-label={`Send ${file.name} again`}
        className="flex flex-col items-stretch gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSend(dialect);
        }}
      >
        <InlineProblem error={error} />
        {code === 'csv.no-header' ? (
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => sendAs({ header: 'absent' })}>Line 1 is a row: send it again</Button>
            <Button onClick={() => sendAs({ header: 'present' })}>
              Line 1 names the columns: send it again
            </Button>
          </div>
        ) : null}
        {suggested.length > 0 ? (
          <ul aria-label="Suggestions" className="flex flex-wrap gap-2">
            {suggested.map((encoding) => (
              <li key={encoding}>
                <Button onClick={() => sendAs({ encoding })}>Send as {titles[encoding] ?? encoding}</Button>
              </li>
            ))}
          </ul>
        ) : null}
        {ofFile ? (
          <DialectFields dialect={dialect} reading={null} wrong={fieldOf(code)} onChange={onChange} />
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary">
            <RotateCcw aria-hidden size={14} /> Send the file again
          </Button>
          <Button onClick={onDismiss}>Choose another file</Button>
        </div>
      </form>
    </Card>
  );
}

function UploadProgress({ upload, onCancel }: { upload: Upload; onCancel: () => void }) {
  const left = upload.sent >= upload.total;
  return (
    <div className="rounded-card border border-line bg-raised p-6">
      <div className="mb-3 flex items-center justify-between gap-4">
        <span className="truncate font-medium">{upload.name}</span>
        <Button onClick={onCancel}>
          <X aria-hidden size={14} /> Cancel upload
        </Button>
      </div>
      <ProgressBar
        label={`Upload of ${upload.name}`}
        fraction={upload.total === 0 ? 1 : upload.sent / upload.total}
      />
      <p role="status" className="tabular mt-2 text-sm text-muted">
        {left
          ? 'Uploaded. The server is reading and profiling it…'
          : `${bytes(upload.sent)} of ${bytes(upload.total)}`}
      </p>
    </div>
  );
}
