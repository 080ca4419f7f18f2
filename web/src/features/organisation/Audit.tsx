import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { buttonClass } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { SelectField } from '../../ui/fields';
import { HashChip } from '../../ui/HashChip';
import { ShowMore } from '../../ui/ShowMore';
import { Table, Td, Th } from '../../ui/Table';
import { sentence } from './acts';
import { auditParts } from './queries';

const KINDS: readonly { begins: string; name: string }[] = [
  { begins: '', name: 'Everything' },
  { begins: 'sign-in', name: 'Signing in' },
  { begins: 'member', name: 'Members' },
  { begins: 'key', name: 'Keys' },
  { begins: 'program', name: 'Programs' },
  { begins: 'sso', name: 'Single sign-on' },
  { begins: 'signing-key', name: 'Signing keys' },
  { begins: 'project', name: 'Projects' },
  { begins: 'schema', name: 'Schemas' },
  { begins: 'seed', name: 'Seeds' },
  { begins: 'recipe', name: 'Recipes' },
  { begins: 'run', name: 'Runs' },
  { begins: 'budget', name: 'Budgets' },
  { begins: 'file', name: 'Downloads' },
  { begins: 'organisation', name: 'The organisation' },
];

/** Who did what. */
export function Audit() {
  const [params, setParams] = useSearchParams();
  const begins = params.get('about') ?? '';
  const list = useSuspenseInfiniteQuery(auditParts(begins));
  return (
    <Card
      title="Audit"
      hint={
        'Each entry holds the hash of the one before it. Export the audit now and then, and keep the exports ' +
        'elsewhere: “aethergen verify-audit” finds what was changed or taken out since the export before.'
      }
      actions={
        <a href="/api/audit/export" download="audit.json" className={buttonClass()}>
          <Download aria-hidden size={14} /> Export
        </a>
      }
      flush
    >
      <div className="max-w-56 px-4 pb-3">
        <SelectField
          label="Show"
          value={begins}
          onChange={(event) => setParams({ section: 'audit', about: event.target.value })}
        >
          {KINDS.map((kind) => (
            <option key={kind.begins} value={kind.begins}>
              {kind.name}
            </option>
          ))}
        </SelectField>
      </div>
      <Table label="Audit">
        <thead>
          <tr>
            <Th numeric>No.</Th>
            <Th>When (UTC)</Th>
            <Th>Who</Th>
            <Th>What</Th>
            <Th>Hash</Th>
          </tr>
        </thead>
        <tbody>
          {list.data.map((entry) => (
            <tr key={entry.number}>
              <Td numeric>{entry.number}</Td>
              <Td className="tabular whitespace-nowrap">
                {entry.at.replace('T', ' ').replace(/(\+00:00|Z)$/, '')}
              </Td>
              <Td>{entry.actor}</Td>
              <Td>{sentence(entry)}</Td>
              <Td>
                <HashChip hash={entry.hash} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {list.data.length === 0 ? (
        <p className="p-4 text-sm text-muted">Nothing of this kind was done.</p>
      ) : null}
      <div className="pb-4">
        <ShowMore list={list} what="entries" />
      </div>
    </Card>
  );
}
