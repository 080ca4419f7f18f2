import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { Me, Member } from '../../api/types';
import { age, words } from '../../format/numbers';
import { meQuery } from '../../queries/me';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { ShowMore } from '../../ui/ShowMore';
import { InlineProblem } from '../../ui/states';
import { Table, Td, Th } from '../../ui/Table';
import { useNow } from '../../ui/useNow';
import { Invitations } from './Invitations';
import { InviteForm } from './InviteForm';
import { memberParts, useRemoveMember, useSetRole } from './queries';
import { RoleSelect } from './RoleSelect';

/** Who works here; an owner invites, changes roles and removes. */
export function Members() {
  const { data: me } = useSuspenseQuery(meQuery);
  const list = useSuspenseInfiniteQuery(memberParts);
  if (!me) return null;
  const isOwner = me.role === 'owner';
  return (
    <div className="flex flex-col gap-6">
      {isOwner ? <InviteForm /> : null}
      <Card title="Members" flush>
        <Table label="Members">
          <thead>
            <tr>
              <Th>E-mail</Th>
              <Th>Role</Th>
              <Th>Joined</Th>
              {isOwner ? <Th>Action</Th> : null}
            </tr>
          </thead>
          <tbody>
            {list.data.map((member) => (
              <MemberRow key={member.accountId} member={member} me={me} />
            ))}
          </tbody>
        </Table>
      </Card>
      <ShowMore list={list} what="members" />
      {isOwner ? <Invitations /> : null}
    </div>
  );
}

function MemberRow({ member, me }: { member: Member; me: Me }) {
  const setRole = useSetRole();
  const remove = useRemoveMember();
  const now = useNow(60_000);
  const isMe = member.email === me.email;
  return (
    <tr>
      <Td>
        {member.email}
        {isMe ? <span className="ml-2 text-xs text-muted">you</span> : null}
        <InlineProblem error={setRole.error ?? remove.error} />
      </Td>
      <Td>
        {me.role === 'owner' && !isMe ? (
          <RoleSelect
            label={`Role of ${member.email}`}
            hideLabel
            role={member.role}
            disabled={setRole.isPending}
            onChange={(role) => setRole.mutate({ account: member.accountId, role })}
          />
        ) : (
          words(member.role)
        )}
      </Td>
      <Td>{age(member.createdAt, now)}</Td>
      {me.role === 'owner' ? (
        <Td>
          {isMe ? null : (
            <ConfirmDialog
              trigger={
                <Button look="ghost" busy={remove.isPending} aria-label={`Remove ${member.email}`}>
                  Remove
                </Button>
              }
              title={`Remove ${member.email}?`}
              keep="Keep the member"
              confirm="Remove"
              onConfirm={() => remove.mutate(member.accountId)}
            >
              They are signed out within seconds. What they made stays, and keys and programs that they made
              go on working: end those whose secret they know. An account that belongs to no other
              organisation is deleted.
            </ConfirmDialog>
          )}
        </Td>
      ) : null}
    </tr>
  );
}
