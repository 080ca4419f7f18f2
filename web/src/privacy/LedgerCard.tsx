import { useSuspenseQuery } from '@tanstack/react-query';
import type { DatasetLedger, LedgerEntry } from '../api/types';
import { counted } from '../format/numbers';
import { meQuery } from '../queries/me';
import { ledgerQuery } from '../queries/privacy';
import { Badge } from '../ui/Badge';
import { Card } from '../ui/Card';
import { BigFigure } from '../ui/Figure';
import { Table, Td, Th } from '../ui/Table';
import { Term } from '../ui/Term';
import { BudgetForm } from './BudgetForm';
import { epsilonText, grouped, rhoText } from './figures';

const SPENT =
  'The ε of all private releases together: they change the odds that someone is in the seed ' +
  'by at most a factor of e^ε.';
const UNPROTECTED =
  'Uses without differential privacy, which give exact figures: profiles, checks, evaluations and some fits.';

/** The privacy ledger of a seed: what is spent and left, each use of its rows, and the form that sets the budget. */
export function LedgerCard({ seedId }: { seedId: string }) {
  const { data: ledger } = useSuspenseQuery(ledgerQuery(seedId));
  const { data: me } = useSuspenseQuery(meQuery);
  return (
    <Card
      title="Privacy ledger"
      hint={
        <>
          Every use of these rows. An entry is written before the use and is never changed. Seeds with
          identical files share one ledger, and so do seeds with rows of the same people.
        </>
      }
    >
      <div className="flex flex-col gap-6">
        <Figures ledger={ledger} />
        {me?.role === 'owner' ? (
          <BudgetForm
            key={`${ledger.budget?.epsilon}@${ledger.budget?.delta}`}
            seedId={seedId}
            ledger={ledger}
          />
        ) : (
          <p className="text-xs text-muted">An owner of your organisation sets the budget.</p>
        )}
        <Entries entries={ledger.entries} />
      </div>
    </Card>
  );
}

function Figures({ ledger }: { ledger: DatasetLedger }) {
  const { budget, epsilonSpent, epsilonLeft, rhoSpent, rhoLeft, delta, deltaSpent, outside, unit } = ledger;
  const unprotected = (
    <BigFigure
      title={<Term means={UNPROTECTED}>Without protection</Term>}
      badge={outside > 0 ? <Badge state="underpowered" word="No limit" /> : null}
      value={outside}
      format={(value) => counted(value, 'use')}
      note={outside > 0 ? 'Nothing limits what these uses reveal; ε does not count them.' : null}
    />
  );
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-3">
      {outside > 0 ? unprotected : null}
      <BigFigure
        title={<Term means={SPENT}>Spent by private releases</Term>}
        value={epsilonSpent}
        format={(value) => (outside > 0 && value === 0 ? 'nothing yet' : `ε = ${epsilonText(value)}`)}
        reference={`at δ = ${delta}; ρ = ${rhoText(rhoSpent)}`}
        note={
          deltaSpent > 0
            ? [`Finding the domains has used up δ = ${deltaSpent} of it`, unit].filter(Boolean).join('; ')
            : unit
        }
      />
      <BigFigure
        title={<Term means="The largest ε that one further release can spend.">Left</Term>}
        value={budget ? epsilonLeft : null}
        format={(value) => `ε = ${epsilonText(value)}`}
        reference={budget ? `of ε = ${epsilonText(budget.epsilon)}; ρ = ${rhoText(rhoLeft ?? 0)}` : null}
        missing="this seed has no budget, so there is no limit."
      />
      {outside > 0 ? null : unprotected}
    </div>
  );
}

function Entries({ entries }: { entries: readonly LedgerEntry[] }) {
  return (
    <Table label="Entries of the ledger">
      <thead>
        <tr>
          <Th numeric>No.</Th>
          <Th>When</Th>
          <Th>Purpose</Th>
          <Th>Mechanism</Th>
          <Th numeric>
            <Term means="Cost in zero-concentrated differential privacy, in which costs add up.">ρ</Term>
          </Th>
        </tr>
      </thead>
      <tbody>
        {grouped(entries).map(({ entry, details }) => (
          <tr key={entry.number}>
            <Td numeric>{entry.number}</Td>
            <Td className="whitespace-nowrap">{new Date(entry.at).toLocaleString('en-GB')}</Td>
            <Td className="min-w-56">
              {entry.purpose}
              <div className="text-xs text-muted">{entry.run}</div>
              {details.length > 0 ? <Details details={details} /> : null}
            </Td>
            <Td>{entry.mechanism === 'none' ? 'none (exact)' : entry.mechanism}</Td>
            <Td numeric>{entry.mechanism === 'none' ? '' : rhoText(entry.rho)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Details({ details }: { details: readonly LedgerEntry[] }) {
  return (
    <details className="mt-1 text-xs">
      <summary className="cursor-pointer text-accent">
        {counted(details.length, 'measurement')} in this entry
      </summary>
      <ul className="mt-1">
        {details.map(({ number, purpose, mechanism, rho }) => (
          <li key={number} className="tabular text-muted">
            {number}. {purpose}: {mechanism}, ρ = {rhoText(rho)}
          </li>
        ))}
      </ul>
    </details>
  );
}
