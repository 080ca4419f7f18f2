import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import type { ApiKey } from '../../api/types';
import { age, counted, words } from '../../format/numbers';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { CopyField } from '../../ui/CopyField';
import { ShowMore } from '../../ui/ShowMore';
import { Empty, InlineProblem } from '../../ui/states';
import { Table, Td, Th } from '../../ui/Table';
import { useNow } from '../../ui/useNow';
import { KeyForm } from './KeyForm';
import { Programs } from './Programs';
import { keyParts, useEndKey, useRotateKey } from './queries';

/** Keys with which scripts ask this server. */
export function Keys() {
  const list = useSuspenseInfiniteQuery(keyParts);
  return (
    <div className="flex flex-col gap-6">
      <KeyForm />
      {list.data.length === 0 ? (
        <Empty icon={KeyRound} title="No key yet">
          A script or a nightly job works here with a key instead of a person’s password.
        </Empty>
      ) : (
        <Card title="Keys" flush>
          <Table label="Keys">
            <thead>
              <tr>
                <Th>Name</Th>
                <Th>Role</Th>
                <Th>Made by</Th>
                <Th>Last used</Th>
                <Th>State</Th>
                <Th>Action</Th>
              </tr>
            </thead>
            <tbody>
              {list.data.map((key) => (
                <KeyRow key={key.id} apiKey={key} />
              ))}
            </tbody>
          </Table>
        </Card>
      )}
      <ShowMore list={list} what="keys" />
      <Programs />
    </div>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const rotate = useRotateKey();
  const end = useEndKey();
  const now = useNow(60_000);
  return (
    <tr>
      <Td>
        {apiKey.name}
        <InlineProblem error={rotate.error ?? end.error} />
        {rotate.data ? (
          <CopyField label={`New secret of ${apiKey.name}, shown only now`} text={rotate.data.text} />
        ) : null}
      </Td>
      <Td>{words(apiKey.role)}</Td>
      <Td>{apiKey.madeBy}</Td>
      <Td>{apiKey.lastUsedAt ? age(apiKey.lastUsedAt, now) : 'Never'}</Td>
      <Td>{stateOf(apiKey, now)}</Td>
      <Td>
        {apiKey.endedAt ? null : (
          <span className="flex gap-1">
            <ConfirmDialog
              trigger={
                <Button look="ghost" busy={rotate.isPending} aria-label={`New secret for ${apiKey.name}`}>
                  New secret
                </Button>
              }
              title={`Give ${apiKey.name} a new secret?`}
              keep="Keep the old secret"
              confirm="New secret"
              onConfirm={() => rotate.mutate(apiKey.id)}
            >
              Scripts that have the old secret are refused within seconds.
            </ConfirmDialog>
            <ConfirmDialog
              trigger={
                <Button look="ghost" busy={end.isPending} aria-label={`End ${apiKey.name}`}>
                  End
                </Button>
              }
              title={`End the key ${apiKey.name}?`}
              confirm="End the key"
              onConfirm={() => end.mutate(apiKey.id)}
            >
              Scripts that have it are refused within seconds. It cannot be used again.
            </ConfirmDialog>
          </span>
        )}
      </Td>
    </tr>
  );
}

function stateOf(key: ApiKey, now: number): string {
  if (key.endedAt) return 'Ended';
  const days = Math.ceil((Date.parse(key.expiresAt) - now) / 86_400_000);
  return days <= 0 ? 'Expired' : `Works for ${counted(days, 'more day')}`;
}
