import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { keep, kept } from '../api/tabStorage';
import { Button } from './Button';

/**
 * What is typed in a form, as state that survives a reload, a sign-in and a failed page.
 * Call `forget` when the form is sent.
 * @param key Names the form and what it is about.
 * @param onStartOver Called when what was typed is thrown away.
 */
export function useFormDraft<T>(key: string, initial: () => T, onStartOver?: () => void) {
  const [{ value, restored }, setState] = useState(() => {
    const found = kept<T>(key);
    return { value: found ?? initial(), restored: found !== null };
  });
  const set = (next: T) => {
    keep(key, next);
    setState({ value: next, restored });
  };
  const forget = () => keep(key, null);
  const startOver = () => {
    forget();
    setState({ value: initial(), restored: false });
    onStartOver?.();
  };
  return { value, set, forget, notice: restored ? <Restored onStartOver={startOver} /> : null };
}

function Restored({ onStartOver }: { onStartOver: () => void }) {
  return (
    <p
      role="status"
      className="mb-4 flex flex-wrap items-center gap-3 rounded-control bg-sunken px-3 py-2 text-sm text-muted"
    >
      What you typed before is restored.
      <Button look="ghost" onClick={onStartOver}>
        <RotateCcw aria-hidden size={14} /> Start over
      </Button>
    </p>
  );
}
