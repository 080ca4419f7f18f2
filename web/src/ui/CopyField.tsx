import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from './Button';
import { TextField } from './fields';

/** A text to take along, such as a link that is shown once. */
export function CopyField({ label, text }: { label: string; text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    });
  };
  return (
    <div className="flex items-end gap-2">
      <div className="min-w-0 grow">
        <TextField
          label={label}
          readOnly
          value={text}
          className="font-mono text-xs"
          onFocus={(event) => event.target.select()}
        />
      </div>
      <Button onClick={copy} aria-label={`Copy: ${label}`}>
        {copied ? <Check aria-hidden size={14} /> : <Copy aria-hidden size={14} />}
        {copied ? 'Copied' : 'Copy'}
      </Button>
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </div>
  );
}
