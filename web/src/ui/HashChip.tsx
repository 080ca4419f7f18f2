import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { cx } from './cx';

/** The first eight characters of a hash; pressing them copies the whole hash. */
export function HashChip({ hash, name = 'hash' }: { hash: string; name?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(hash).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    });
  };
  return (
    <button
      type="button"
      onClick={copy}
      title={hash}
      aria-label={`Copy ${name} ${hash.slice(0, 8)}`}
      className={cx(
        'inline-flex h-5 items-center gap-1 rounded-control border border-line bg-sunken px-1.5',
        'font-mono text-xs text-muted hover:border-line-strong hover:text-ink',
      )}
    >
      {hash.slice(0, 8)}
      {copied ? <Check aria-hidden size={11} className="text-pass" /> : <Copy aria-hidden size={11} />}
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </button>
  );
}
