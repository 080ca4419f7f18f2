import { Info } from 'lucide-react';

/** What reading a file or proposing a schema for it had to say, one sentence each. */
export function ReadingNotes({ title, notes }: { title: string; notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <section
      aria-label={title}
      className="mb-4 flex gap-3 rounded-card border border-line bg-raised px-4 py-3"
    >
      <Info aria-hidden size={16} className="mt-0.5 shrink-0 text-muted" />
      <div className="min-w-0">
        <h2 className="text-sm font-semibold">{title}</h2>
        <ul className="mt-1 flex flex-col gap-1 text-sm break-words">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}
