import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import type { Invitation } from '../../api/types';
import { age, words } from '../../format/numbers';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { ShowMore } from '../../ui/ShowMore';
import { InlineProblem } from '../../ui/states';
import { Table, Td, Th } from '../../ui/Table';
import { useNow } from '../../ui/useNow';
import { invitationParts, useWithdraw } from './queries';

/** The invitations, those that ended too; nothing where nobody was ever invited. */
export function Invitations() {
  const list = useSuspenseInfiniteQuery(invitationParts);
  if (list.data.length === 0) return null;
  return (
    <div>
      <Card title="Invitations" flush>
        <Table label="Invitations">
          <thead>
            <tr>
              <Th>E-mail</Th>
              <Th>Role</Th>
              <Th>Invited by</Th>
              <Th>When</Th>
              <Th>State</Th>
              <Th>Action</Th>
            </tr>
          </thead>
          <tbody>
            {list.data.map((invitation) => (
              <InvitationRow key={invitation.id} invitation={invitation} />
            ))}
          </tbody>
        </Table>
      </Card>
      <ShowMore list={list} what="invitations" />
    </div>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const withdraw = useWithdraw();
  const now = useNow(60_000);
  return (
    <tr>
      <Td>
        {invitation.email}
        <InlineProblem error={withdraw.error} />
      </Td>
      <Td>{words(invitation.role)}</Td>
      <Td>{invitation.invitedBy}</Td>
      <Td>{age(invitation.createdAt, now)}</Td>
      <Td>{words(invitation.state)}</Td>
      <Td>
        {invitation.state === 'open' ? (
          <Button
            look="ghost"
            busy={withdraw.isPending}
            aria-label={`Withdraw the invitation to ${invitation.email}`}
            onClick={() => withdraw.mutate(invitation.id)}
          >
            Withdraw
          </Button>
        ) : null}
      </Td>
    </tr>
  );
}
