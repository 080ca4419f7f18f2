import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Link, type LinkProps } from 'react-router';
import { cx } from './cx';

type Look = 'primary' | 'plain' | 'ghost' | 'danger';

const LOOKS: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong border-transparent',
  plain: 'bg-raised text-ink border-line hover:border-line-strong',
  ghost: 'bg-transparent text-ink border-transparent hover:bg-sunken',
  danger: 'bg-raised text-fail border-line hover:border-fail',
};

const SHAPE =
  'inline-flex h-8 shrink-0 items-center justify-center gap-2 rounded-control border px-3 text-sm ' +
  'font-medium whitespace-nowrap transition-colors duration-100 disabled:opacity-60';

/** The classes of a button, for links that look like one. */
export function buttonClass(look: Look = 'plain'): string {
  return cx(SHAPE, LOOKS[look]);
}

export function Button({
  look = 'plain',
  busy = false,
  children,
  className,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: Look;
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      disabled={busy || rest.disabled}
      {...rest}
      className={cx(buttonClass(look), className)}
    >
      {children}
    </button>
  );
}

export function ButtonLink({ look = 'plain', className, ...rest }: LinkProps & { look?: Look }) {
  return <Link {...rest} className={cx(buttonClass(look), className)} />;
}

/** A square button with an icon. Screen readers say its label, and it shows on hover. */
export function IconButton({
  label,
  children,
  className,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { label: string; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={cx(
        'inline-flex size-8 shrink-0 items-center justify-center rounded-control text-muted',
        'transition-colors duration-100 hover:bg-sunken hover:text-ink disabled:opacity-50',
        className,
      )}
    >
      {children}
    </button>
  );
}
