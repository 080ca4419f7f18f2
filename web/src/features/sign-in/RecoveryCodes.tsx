import { Check, Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { download } from '../../charts/download';
import { Button } from '../../ui/Button';

/** Recovery codes, shown once. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const [copied, setCopied] = useState(false);
  const text = `${codes.join('\n')}\n`;
  return (
    <section aria-label="Recovery codes" className="flex flex-col gap-3">
      <p role="status" className="text-sm">
        Keep these recovery codes where you keep passwords. If you lose your device, each signs you in once.{' '}
        <strong>They are not shown again.</strong>
      </p>
      <ul className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-control bg-sunken p-3 font-mono text-sm">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button
          onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
          aria-live="polite"
        >
          {copied ? <Check aria-hidden size={14} /> : <Copy aria-hidden size={14} />}
          {copied ? 'Copied' : 'Copy'}
        </Button>
        <Button onClick={() => download('aethergen-recovery-codes.txt', new Blob([text]))}>
          <Download aria-hidden size={14} /> Download
        </Button>
        <Button look="primary" onClick={onDone}>
          I have kept them
        </Button>
      </div>
    </section>
  );
}
