import { ChevronDown, ChevronUp, RotateCcw, TriangleAlert } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { ApiProblem } from '../api/problem';
import type { SeedFile } from '../api/types';
import { counted } from '../format/numbers';
import { Button } from '../ui/Button';
import { InlineProblem } from '../ui/states';
import { useFormDraft } from '../ui/useFormDraft';
import { DialectFields } from './DialectFields';
import { dialectOf, doubtsOf, fieldOf, summaryOf } from './dialect';
import { useReadAgain } from './queries';

/** How a seed's file was read, in one line; “Change” opens the fields that correct it. Nothing for Parquet. */
export function ReadAs({ seed }: { seed: SeedFile }) {
  const panel = useId();
  const { reading } = seed;
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState('');
  const opener = useRef<HTMLButtonElement>(null);
  if (!reading) return null;
  const close = (rows: number) => {
    setOpen(false);
    setDone(`The file was read again: ${counted(rows, 'row')}.`);
    opener.current?.focus();
  };
  const Chevron = open ? ChevronUp : ChevronDown;
  return (
    <section aria-label="How the file was read" className="mb-4 rounded-card border border-line bg-raised">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2.5">
        <div className="min-w-0 text-sm">
          <p>
            <span className="text-muted">Read as:</span> {summaryOf(reading)}
          </p>
          <Doubts seed={seed} />
          <p role="status" className="mt-1 text-xs text-muted empty:hidden">
            {done}
          </p>
        </div>
        <Button ref={opener} aria-expanded={open} aria-controls={panel} onClick={() => setOpen(!open)}>
          Change <span className="sr-only">how the file was read</span>
          <Chevron aria-hidden size={14} />
        </Button>
      </div>
      <div id={panel} hidden={!open} className="border-t border-line p-4">
        {open ? <Correct seed={seed} onDone={close} /> : null}
      </div>
    </section>
  );
}

/** What a person should check, because the file tells too little. */
export function Doubts({ seed: { reading } }: { seed: SeedFile }) {
  const doubts = reading ? doubtsOf(reading) : [];
  if (doubts.length === 0) return null;
  return (
    <p className="mt-1 flex items-start gap-1.5 text-warn">
      <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
      <span>Please check {doubts.join(', and ')}.</span>
    </p>
  );
}

function Correct({ seed, onDone }: { seed: SeedFile; onDone: (rows: number) => void }) {
  const { value: dialect, set, forget, notice } = useFormDraft(`reading:${seed.id}`, () => dialectOf(seed));
  const again = useReadAgain(seed.id);
  const code = again.error instanceof ApiProblem ? again.error.code : undefined;
  return (
    <form
      aria-label="Correct how the file is read"
      onSubmit={(event) => {
        event.preventDefault();
        again.mutate(dialect, {
          onSuccess: ({ rows }) => {
            forget();
            onDone(rows);
          },
        });
      }}
    >
      {notice}
      <DialectFields
        dialect={dialect}
        reading={seed.reading ?? null}
        wrong={fieldOf(code)}
        onChange={(change) => set({ ...dialect, ...change })}
      />
      <p className="mt-4 text-xs text-muted">
        The profile and the proposed schema are made anew. Schemas that you saved stay as they are.
      </p>
      <div className="mt-3 flex flex-col items-start gap-3">
        <InlineProblem error={again.error} />
        <Button type="submit" look="primary" busy={again.isPending}>
          <RotateCcw aria-hidden size={14} /> Read the file again
        </Button>
      </div>
    </form>
  );
}
