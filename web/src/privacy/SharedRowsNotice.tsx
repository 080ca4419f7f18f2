import { useSuspenseQuery } from '@tanstack/react-query';
import { Rows3, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { SeedFile, SharedRows, SharingSeed } from '../api/types';
import { percent } from '../format/numbers';
import { meQuery } from '../queries/me';
import { useSayWhosePeople } from '../queries/seeds';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { cx } from '../ui/cx';
import { InlineProblem } from '../ui/states';

/**
 * The seeds that share rows with this one, and whether they are of the same people: then one privacy ledger counts for
 * both. An owner says so here. Nothing where no seed shares rows.
 */
export function SharedRowsNotice({ seed }: { seed: SeedFile }) {
  const { data: me } = useSuspenseQuery(meQuery);
  const shared = seed.sharedRows;
  if (!shared || (shared.seeds.length === 0 && shared.state === 'nothing')) return null;
  const undecided = shared.state === 'undecided';
  const Icon = undecided ? TriangleAlert : Rows3;
  return (
    <section
      aria-label="Rows that another seed has too"
      className={cx(
        'mb-4 flex gap-3 rounded-card border px-4 py-3 text-sm',
        undecided ? 'border-warn bg-warn-soft' : 'border-line bg-raised',
      )}
    >
      <Icon aria-hidden size={16} className={cx('mt-0.5 shrink-0', undecided ? 'text-warn' : 'text-muted')} />
      <div className="flex min-w-0 flex-col gap-2">
        <h2 className="font-semibold">Rows that another seed has too</h2>
        <ul className="flex flex-col gap-1">
          {shared.seeds.map((other) => (
            <li key={other.id} className="break-words">
              <SharedWith other={other} />
            </li>
          ))}
        </ul>
        <p className="max-w-prose empty:hidden">
          <Said seed={seed} shared={shared} />
        </p>
        {me?.role === 'owner' ? <Decision seed={seed} shared={shared} /> : null}
        {undecided && me?.role !== 'owner' ? (
          <p>An owner of your organisation answers on this page.</p>
        ) : null}
      </div>
    </section>
  );
}

function SharedWith({ other }: { other: SharingSeed }) {
  const day = new Date(other.createdAt).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  return (
    <>
      About {percent(other.share, 0)} of the rows are also in <SeedLink {...other} />, uploaded{' '}
      {other.earlier ? 'before this one' : 'after this one'} ({day})
      {other.sameLedger ? '. One privacy ledger counts for both.' : '.'}
      {other.waits ? ' Its private runs wait until an owner says, on its page, whose rows they are.' : null}
    </>
  );
}

function SeedLink({ id, projectId, name }: { id: string; projectId: string; name: string }) {
  return (
    <Link to={`/projects/${projectId}/seeding/${id}`} className="font-medium underline underline-offset-2">
      {name}
    </Link>
  );
}

/** What holds now. */
function Said({ seed, shared }: { seed: SeedFile; shared: SharedRows }): ReactNode {
  switch (shared.state) {
    case 'undecided':
      return (
        'Are these rows of the same people? Private runs of this seed wait for the answer: with a privacy ' +
        'budget of its own, this seed would bypass the earlier one’s.'
      );
    case 'same-people':
      return (
        <>
          An owner said that these are rows of the same people. The privacy ledger and the budget of{' '}
          {shared.ledgerOf ? (
            <SeedLink
              id={shared.ledgerOf}
              projectId={shared.seeds.find(({ id }) => id === shared.ledgerOf)?.projectId ?? seed.projectId}
              name={shared.ledgerName ?? 'the earlier seed'}
            />
          ) : (
            'the earlier seed'
          )}{' '}
          count for both.
        </>
      );
    case 'not-the-same':
      return (
        'An owner said that these are not rows of the same people. Each seed has its own privacy ledger, and ' +
        'both ledgers record this.'
      );
    case 'nothing':
      return null;
  }
}

function Decision({ seed, shared }: { seed: SeedFile; shared: SharedRows }) {
  const say = useSayWhosePeople(seed.id);
  const open = shared.seeds.filter(({ earlier, sameLedger }) => earlier && !sameLedger);
  if (shared.state === 'nothing' || shared.state === 'same-people' || open.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        {open.map((other) => (
          <ConfirmDialog
            key={other.id}
            trigger={<Button busy={say.isPending}>Same people as {other.name}</Button>}
            title={`Same people as ${other.name}?`}
            keep="Not yet"
            confirm="They are the same people"
            onConfirm={() => say.mutate({ same: true, seedId: other.id })}
          >
            From now on the privacy ledger and the budget of {other.name} count for {seed.name} too, and what{' '}
            {seed.name} has spent is added to it; a budget of its own no longer counts. This cannot be taken
            back.
          </ConfirmDialog>
        ))}
        {shared.state === 'undecided' ? (
          <ConfirmDialog
            trigger={<Button busy={say.isPending}>Not the same people</Button>}
            title="Not the same people?"
            keep="Not yet"
            confirm="They are not the same people"
            onConfirm={() => say.mutate({ same: false })}
          >
            {seed.name} keeps a privacy budget of its own. If the rows are of the same people after all, their
            protection is weaker than either budget says. The ledgers record your answer with your e-mail
            address.
          </ConfirmDialog>
        ) : null}
      </div>
      <InlineProblem error={say.error} />
    </div>
  );
}
