import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';

/** A word with a one-line explanation on hover and focus. */
export function Term({ children, means }: { children: ReactNode; means: string }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        type="button"
        className="cursor-help text-left underline decoration-line-strong decoration-dotted underline-offset-2"
      >
        {children}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          sideOffset={6}
          collisionPadding={12}
          className="z-50 max-w-72 rounded-control bg-ink px-2.5 py-1.5 text-xs text-paper shadow-raised"
        >
          {means}
          <Tooltip.Arrow className="fill-ink" />
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
