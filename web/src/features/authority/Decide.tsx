import type { ReactNode } from 'react';
import { Button } from '../../ui/Button';

/** A form that the server answers with where to go next, so the browser sends it and not a script. */
export function Decide({
  action,
  fields,
  children,
}: {
  action: string;
  /** What the program asked, passed on as it is. */
  fields: Iterable<readonly [string, string]>;
  children?: ReactNode;
}) {
  return (
    <form method="post" action={action} className="flex flex-col gap-4">
      {[...fields].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <div className="flex gap-2">
        <Button type="submit" look="primary" name="decision" value="allow">
          Allow
        </Button>
        <Button type="submit" name="decision" value="deny">
          Refuse
        </Button>
      </div>
    </form>
  );
}
