import { useSuspenseQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import type { Me } from '../../api/types';
import { counted } from '../../format/numbers';
import { meQuery } from '../../queries/me';
import { organisationsQuery } from '../../queries/organisations';
import { Button, buttonClass } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { TextField } from '../../ui/fields';
import { InlineProblem } from '../../ui/states';
import { useEndOrganisation, useLeave, useRename } from './queries';

/** The organisation's name, its export, and how it or a membership ends. */
export function Settings() {
  const { data: me } = useSuspenseQuery(meQuery);
  if (!me) return null;
  const isOwner = me.role === 'owner';
  return (
    <div className="flex max-w-xl flex-col gap-6">
      {isOwner ? <NameCard key={me.tenant} name={me.tenant} /> : null}
      {isOwner ? (
        <Card
          title="Export everything"
          hint="A ZIP with each table as lines of JSON and each file under its hash. Secrets are left out."
        >
          <a href="/api/organisation/export" download="organisation.zip" className={buttonClass()}>
            <Download aria-hidden size={14} /> Download the export
          </a>
        </Card>
      ) : null}
      <LeaveCard me={me} />
      {isOwner && !me.deletionDue ? <EndCard name={me.tenant} /> : null}
    </div>
  );
}

function NameCard({ name }: { name: string }) {
  const [value, setValue] = useState(name);
  const rename = useRename();
  return (
    <Card title="Name">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate(value);
        }}
      >
        <TextField
          label="Name of the organisation"
          required
          maxLength={200}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
        <InlineProblem error={rename.error} />
        <div>
          <Button type="submit" busy={rename.isPending} disabled={value.trim() === name}>
            Rename
          </Button>
        </div>
      </form>
    </Card>
  );
}

function LeaveCard({ me }: { me: Me }) {
  const leave = useLeave();
  return (
    <Card
      title="Leave"
      hint="Your membership ends. If you belong to no other organisation, your account is deleted."
    >
      <InlineProblem error={leave.error} />
      <ConfirmDialog
        trigger={
          <Button look="danger" busy={leave.isPending}>
            Leave the organisation
          </Button>
        }
        title={`Leave ${me.tenant}?`}
        keep="Stay"
        confirm="Leave"
        onConfirm={() => leave.mutate()}
      >
        To come back you need a new invitation. What you made stays with the organisation.
      </ConfirmDialog>
    </Card>
  );
}

/** Asks for the name, so that nobody deletes another organisation by mistake. */
function EndCard({ name }: { name: string }) {
  const [typed, setTyped] = useState('');
  const end = useEndOrganisation();
  const { data } = useSuspenseQuery(organisationsQuery);
  const days = Math.round(data.graceDays);
  return (
    <Card
      title="Delete the organisation"
      hint={
        `All its seeds, runs, packs, ledgers and members are deleted after ${counted(days, 'day')}. Until then it ` +
        'can be read and exported, nothing in it can be changed, and an owner can keep it.'
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          end.mutate(typed);
        }}
      >
        <TextField
          label={`Type “${name}” to confirm`}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <InlineProblem error={end.error} />
        <div>
          <Button type="submit" look="danger" busy={end.isPending} disabled={typed.trim() !== name}>
            Delete the organisation
          </Button>
        </div>
      </form>
    </Card>
  );
}
