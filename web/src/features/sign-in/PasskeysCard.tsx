import { useSuspenseQuery } from '@tanstack/react-query';
import { KeyRound, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Passkey } from '../../api/types';
import { age } from '../../format/numbers';
import { hasPasskeys } from '../../api/passkeys';
import { limits } from '../../limits/limits';
import { Tag } from '../../ui/Badge';
import { Button, IconButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { TextField } from '../../ui/fields';
import { InlineProblem } from '../../ui/states';
import { useNow } from '../../ui/useNow';
import { passkeysQuery, usePasskeys } from './queries';

/** The person's passkeys, with what adds, renames and removes one. */
export function PasskeysCard() {
  const { data: passkeys } = useSuspenseQuery(passkeysQuery);
  const { add, rename, remove } = usePasskeys();
  return (
    <Card
      title="Passkeys"
      hint={
        'Sign in with your finger, your face or the PIN of your device. A passkey works on this site only, ' +
        'so no other site can get it from you.'
      }
    >
      {passkeys.length === 0 ? (
        <p className="pb-3 text-sm text-muted">You have no passkey yet.</p>
      ) : (
        <ul aria-label="Passkeys" className="mb-3 flex flex-col">
          {passkeys.map((passkey) => (
            <PasskeyRow
              key={passkey.id}
              passkey={passkey}
              onRename={(name) => rename.mutate({ id: passkey.id, name })}
              onRemove={() => remove.mutate(passkey.id)}
            />
          ))}
        </ul>
      )}
      <div className="flex flex-col gap-3">
        <InlineProblem error={remove.error ?? rename.error} />
        {hasPasskeys() ? (
          <AddForm
            busy={add.isPending}
            error={add.error}
            onAdd={(name, onAdded) => add.mutate(name, { onSuccess: onAdded })}
          />
        ) : (
          <p className="text-sm text-muted">This browser has no passkeys. Open this page in another one.</p>
        )}
      </div>
    </Card>
  );
}

function AddForm({
  busy,
  error,
  onAdd,
}: {
  busy: boolean;
  error: unknown;
  onAdd: (name: string, onAdded: () => void) => void;
}) {
  const [name, setName] = useState('');
  return (
    <form
      aria-label="Add a passkey"
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(name.trim(), () => setName(''));
      }}
    >
      <TextField
        label="Name of the new passkey"
        hint="A name that tells you which device it is, for example “Work laptop”."
        autoComplete="off"
        required
        pattern=".*\S.*"
        maxLength={limits().maxPasskeyName}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <InlineProblem error={error} />
      <div>
        <Button type="submit" busy={busy}>
          <KeyRound aria-hidden size={14} /> Add a passkey
        </Button>
      </div>
    </form>
  );
}

function PasskeyRow({
  passkey,
  onRename,
  onRemove,
}: {
  passkey: Passkey;
  onRename: (name: string) => void;
  onRemove: () => void;
}) {
  const now = useNow(30_000);
  const [name, setName] = useState<string | null>(null);
  return (
    <li className="flex items-center justify-between gap-4 border-t border-line py-3 first:border-t-0">
      {name === null ? (
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2 text-sm font-medium break-words">
            {passkey.name} {passkey.isSynced ? <Tag>on all your devices</Tag> : null}
          </p>
          <p className="mt-0.5 text-xs text-muted">Added {age(passkey.createdAt, now)}.</p>
        </div>
      ) : (
        <form
          className="flex min-w-0 grow items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== passkey.name) onRename(name.trim());
            setName(null);
          }}
        >
          <div className="min-w-0 grow">
            <TextField
              label={`New name of ${passkey.name}`}
              autoFocus // eslint-disable-line jsx-a11y/no-autofocus -- the person has just pressed Rename
              required
              pattern=".*\S.*"
              maxLength={limits().maxPasskeyName}
              value={name}
              onChange={(event) => setName(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Escape') setName(null);
              }}
            />
          </div>
          <Button type="submit">Save</Button>
        </form>
      )}
      <div className="flex shrink-0 items-center gap-1">
        <IconButton label={`Rename ${passkey.name}`} onClick={() => setName(passkey.name)}>
          <Pencil aria-hidden size={14} />
        </IconButton>
        <ConfirmDialog
          trigger={
            <IconButton label={`Remove ${passkey.name}`}>
              <Trash2 aria-hidden size={14} />
            </IconButton>
          }
          title={`Remove the passkey “${passkey.name}”?`}
          confirm="Remove it"
          onConfirm={onRemove}
        >
          It no longer signs in here. Your device may go on offering it until you delete it there too.
        </ConfirmDialog>
      </div>
    </li>
  );
}
