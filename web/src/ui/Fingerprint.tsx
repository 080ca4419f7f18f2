import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from './Button';

/** A whole fingerprint in groups of four, to be compared by eye or read aloud, with a button that copies it. */
export function Fingerprint({ hex, name = 'fingerprint' }: { hex: string; name?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(hex).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    });
  return (
    <span className="flex flex-wrap items-center gap-2">
      <code className="min-w-0 font-mono text-xs break-words">{hex.match(/.{1,4}/g)?.join(' ')}</code>
      <Button look="ghost" aria-label={`Copy the ${name}`} onClick={copy}>
        {copied ? <Check aria-hidden size={14} /> : <Copy aria-hidden size={14} />}
        <span role="status">{copied ? 'Copied' : 'Copy'}</span>
      </Button>
    </span>
  );
}
