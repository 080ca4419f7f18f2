import { Switch } from 'radix-ui';
import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes } from 'react';
import { cx } from './cx';

const BOX =
  'h-8 w-full min-w-0 rounded-control border border-line-strong/60 bg-raised px-2.5 text-sm text-ink ' +
  'placeholder:text-muted hover:border-line-strong aria-invalid:border-fail disabled:bg-sunken ' +
  'disabled:text-muted';

type Labelled = { label: string; hint?: ReactNode; error?: string | undefined; hideLabel?: boolean };

function Field({
  id,
  label,
  hint,
  error,
  hideLabel = false,
  children,
}: Labelled & { id: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-xs font-medium text-ink'}>
        {label}
      </label>
      {children}
      {error ? (
        <p id={`${id}-error`} className="text-xs text-fail">
          {error}
        </p>
      ) : null}
      {hint && !error ? (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

function described(id: string, { hint, error }: { hint?: ReactNode; error?: string | undefined }) {
  if (error) return { 'aria-invalid': true, 'aria-describedby': `${id}-error` };
  return hint ? { 'aria-describedby': `${id}-hint` } : {};
}

export function TextField({
  label,
  hint,
  error,
  hideLabel = false,
  className,
  ...rest
}: Labelled & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <Field id={id} label={label} hint={hint} error={error} hideLabel={hideLabel}>
      <input id={id} {...described(id, { hint, error })} {...rest} className={cx(BOX, className)} />
    </Field>
  );
}

export function SelectField({
  label,
  hint,
  error,
  hideLabel = false,
  className,
  children,
  ...rest
}: Labelled & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <Field id={id} label={label} hint={hint} error={error} hideLabel={hideLabel}>
      <select id={id} {...described(id, { hint, error })} {...rest} className={cx(BOX, 'pr-7', className)}>
        {children}
      </select>
    </Field>
  );
}

export function AreaField({
  label,
  hint,
  error,
  value,
  onChange,
  rows = 4,
  prose = false,
}: Labelled & {
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  /** For sentences; otherwise the field is set in a fixed-width font. */
  prose?: boolean;
}) {
  const id = useId();
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <textarea
        id={id}
        rows={rows}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...described(id, { hint, error })}
        className={cx(BOX, 'h-auto', prose ? 'py-1.5' : 'py-2 font-mono text-xs')}
      />
    </Field>
  );
}

export function SwitchField({
  label,
  hint,
  error,
  checked,
  onChange,
  hideLabel = false,
  disabled = false,
}: Labelled & {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex items-center gap-2">
        <Switch.Root
          id={id}
          checked={checked}
          disabled={disabled}
          onCheckedChange={onChange}
          aria-label={hideLabel ? label : undefined}
          {...described(id, { hint, error })}
          className={cx(
            'relative h-4.5 w-8 shrink-0 rounded-full bg-line-strong transition-colors duration-100',
            'disabled:opacity-60 data-[state=checked]:bg-accent',
          )}
        >
          <Switch.Thumb
            className={cx(
              'block size-3.5 translate-x-0.5 rounded-full bg-raised transition-transform duration-100',
              'data-[state=checked]:translate-x-4',
            )}
          />
        </Switch.Root>
        {hideLabel ? null : (
          <label htmlFor={id} className="text-sm">
            {label}
          </label>
        )}
      </div>
      {note ? (
        <p
          id={`${id}-${error ? 'error' : 'hint'}`}
          className={cx('text-xs', error ? 'text-fail' : 'text-muted')}
        >
          {note}
        </p>
      ) : null}
    </div>
  );
}

export function CheckField({
  label,
  hint,
  checked,
  onChange,
  disabled = false,
}: {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <div>
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-xs text-muted">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
