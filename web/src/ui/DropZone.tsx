import type { LucideIcon } from 'lucide-react';
import { useId, useRef, useState, type ReactNode } from 'react';
import { buttonClass } from './Button';
import { cx } from './cx';

/** Takes one file that is dropped here or picked in a dialog. */
export function DropZone({
  label,
  accept,
  icon: Icon,
  disabled = false,
  onFile,
  children,
}: {
  label: string;
  accept: string;
  icon: LucideIcon;
  disabled?: boolean;
  onFile: (file: File) => void;
  children: ReactNode;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file && !disabled) onFile(file);
    if (input.current) input.current.value = '';
  };

  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
      className={cx(
        'flex flex-col items-center gap-3 rounded-card border border-dashed px-6 py-8 text-center',
        'transition-colors duration-100',
        over ? 'border-accent bg-accent-soft' : 'border-line-strong bg-raised',
      )}
    >
      <Icon aria-hidden size={24} strokeWidth={1.75} className="text-accent" />
      <p className="text-sm text-muted">{children}</p>
      <input
        ref={input}
        id={id}
        type="file"
        accept={accept}
        disabled={disabled}
        onChange={(event) => take(event.target.files)}
        className="peer sr-only"
      />
      <label
        htmlFor={id}
        className={cx(
          buttonClass('plain'),
          'cursor-pointer peer-focus-visible:outline-2 peer-focus-visible:outline-accent',
        )}
      >
        {label}
      </label>
    </div>
  );
}
