import { useState } from 'react';
import { ApiProblem } from '../../api/problem';
import type { Role } from '../../api/types';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { CopyField } from '../../ui/CopyField';
import { TextField } from '../../ui/fields';
import { InlineProblem } from '../../ui/states';
import { useInvite } from './queries';
import { RoleSelect } from './RoleSelect';

export function InviteForm() {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('analyst');
  const invite = useInvite();
  const problem = invite.error instanceof ApiProblem ? invite.error : null;
  return (
    <Card
      title="Invite a colleague"
      hint="The invitation works once, for seven days. An earlier one to the same address ends."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate({ email, role }, { onSuccess: () => setEmail('') });
        }}
      >
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          <TextField
            label="E-mail"
            type="email"
            required
            maxLength={254}
            autoComplete="off"
            value={email}
            error={problem?.of('email')}
            onChange={(event) => setEmail(event.target.value)}
          />
          <RoleSelect label="Role" role={role} onChange={setRole} />
        </div>
        <InlineProblem error={invite.error} />
        <div>
          <Button type="submit" look="primary" busy={invite.isPending}>
            Invite
          </Button>
        </div>
      </form>
      {invite.data ? (
        <div className="mt-4 flex flex-col gap-2 border-t border-line pt-4">
          <p role="status" className="text-sm">
            {invite.data.link
              ? `This server sends no e-mail: give ${invite.data.invitation.email} this link. It is shown only now.`
              : `An e-mail with the link was sent to ${invite.data.invitation.email}.`}
          </p>
          {invite.data.link ? <CopyField label="Invitation link" text={invite.data.link} /> : null}
        </div>
      ) : null}
    </Card>
  );
}
