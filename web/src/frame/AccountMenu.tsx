import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Building2, Check, CircleUserRound, LogOut, Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useNavigate } from 'react-router';
import { words } from '../format/numbers';
import { meQuery, useSignOut } from '../queries/me';
import { organisationsQuery, useOpenOrganisation } from '../queries/organisations';
import { cx } from '../ui/cx';

const ITEM =
  'flex cursor-pointer items-center gap-2 rounded-control px-2 py-1.5 text-sm outline-none ' +
  'data-[highlighted]:bg-sunken';

export function AccountMenu() {
  const { data: me } = useSuspenseQuery(meQuery);
  const signOut = useSignOut();
  const navigate = useNavigate();
  if (!me) return null;
  return (
    <>
      {signOut.isError ? (
        <span role="alert" className="text-xs text-fail">
          You are still signed in. {signOut.error.message}
        </span>
      ) : null}
      <DropdownMenu.Root>
        <DropdownMenu.Trigger
          aria-label={`Account of ${me.email}`}
          className={cx(
            'inline-flex size-8 items-center justify-center rounded-full bg-accent-soft text-sm',
            'font-semibold text-accent',
          )}
        >
          {me.email.charAt(0).toUpperCase()}
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            align="end"
            sideOffset={4}
            className="z-50 w-64 rounded-card border border-line bg-raised p-1 shadow-raised"
          >
            <DropdownMenu.Label className="px-2 py-2">
              <div className="truncate text-sm font-medium">{me.email}</div>
              <div className="text-xs text-muted">
                {words(me.role)} at {me.tenant}
              </div>
            </DropdownMenu.Label>
            <DropdownMenu.Separator className="my-1 h-px bg-line" />
            <DropdownMenu.Item className={ITEM} onSelect={() => void navigate('/account')}>
              <CircleUserRound aria-hidden size={14} /> Account
            </DropdownMenu.Item>
            <DropdownMenu.Item className={ITEM} onSelect={() => void navigate('/organisation')}>
              <Building2 aria-hidden size={14} /> Organisation
            </DropdownMenu.Item>
            <Organisations />
            <DropdownMenu.Separator className="my-1 h-px bg-line" />
            <DropdownMenu.Item className={ITEM} onSelect={() => signOut.mutate()}>
              <LogOut aria-hidden size={14} /> Sign out
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </>
  );
}

/** The person's organisations, to work in another one; nothing while they are not known. */
function Organisations() {
  const { data } = useQuery(organisationsQuery);
  const open = useOpenOrganisation();
  const navigate = useNavigate();
  if (!data) return null;
  return (
    <>
      <DropdownMenu.Separator className="my-1 h-px bg-line" />
      <DropdownMenu.Label className="px-2 py-1 text-xs text-muted">Organisations</DropdownMenu.Label>
      {data.organisations.map((organisation) => (
        <DropdownMenu.Item
          key={organisation.id}
          className={ITEM}
          onSelect={() => {
            if (!organisation.open) open.mutate(organisation.id);
          }}
        >
          <Check aria-hidden size={14} className={cx('shrink-0', !organisation.open && 'invisible')} />
          <span className="truncate">{organisation.name}</span>
          {organisation.open ? <span className="sr-only">, open now</span> : null}
        </DropdownMenu.Item>
      ))}
      {data.mayCreate ? (
        <DropdownMenu.Item className={ITEM} onSelect={() => void navigate('/organisations/new')}>
          <Plus aria-hidden size={14} /> New organisation
        </DropdownMenu.Item>
      ) : null}
    </>
  );
}
