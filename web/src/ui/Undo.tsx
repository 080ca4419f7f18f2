import { Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './Button';
import { cx } from './cx';

const GRACE = 10_000;

export type Undoable = { message: string; undo: () => void };

/** Shows for ten seconds what was just done, with a button that undoes it. */
export function useUndo(): { offer: (what: Undoable) => void; notice: React.ReactNode } {
  const [what, setWhat] = useState<Undoable | null>(null);

  useEffect(() => {
    if (!what) return;
    const timer = setTimeout(() => setWhat(null), GRACE);
    return () => clearTimeout(timer);
  }, [what]);

  const notice = what ? (
    <div
      role="status"
      className={cx(
        'fixed bottom-16 left-1/2 z-40 flex -translate-x-1/2 items-center gap-3 rounded-card border',
        'border-line bg-raised py-2 pr-2 pl-4 text-sm shadow-raised',
      )}
    >
      {what.message}
      <Button
        look="ghost"
        onClick={() => {
          what.undo();
          setWhat(null);
        }}
      >
        <Undo2 aria-hidden size={14} /> Undo
      </Button>
    </div>
  ) : null;

  return { offer: setWhat, notice };
}
