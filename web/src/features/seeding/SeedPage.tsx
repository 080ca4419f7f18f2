import { useSuspenseQuery } from '@tanstack/react-query';
import { Table2 } from 'lucide-react';
import type { Column, ColumnFinding } from '../../api/types';
import { bytes, count, counted, percent, words } from '../../format/numbers';
import { LedgerCard } from '../../privacy/LedgerCard';
import { SharedRowsNotice } from '../../privacy/SharedRowsNotice';
import { seedQuery } from '../../queries/seeds';
import { ReadAs } from '../../seeds/ReadAs';
import { ReadingNotes } from '../../seeds/ReadingNotes';
import { Tag } from '../../ui/Badge';
import { ButtonLink } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { HashChip } from '../../ui/HashChip';
import { PageHeader } from '../../ui/PageHeader';
import { Table, Td, Th } from '../../ui/Table';
import { Term } from '../../ui/Term';
import { useParam, useProjectId } from '../../ui/useParam';
import { ColumnPicture } from './ColumnPicture';

export function SeedPage() {
  const projectId = useProjectId();
  const { data: seed } = useSuspenseQuery(seedQuery(useParam('seedId')));
  const { schema, columns, notes, rows } = seed.profile;
  return (
    <>
      <PageHeader
        title={seed.name}
        lead="What the profile found in each column, and why. You can change all of it in the schema designer."
        meta={
          <>
            <span className="tabular">{counted(rows, 'row')}</span>
            <span className="tabular">{counted(columns.length, 'column')}</span>
            <span className="tabular">{bytes(seed.bytes)}</span>
            <HashChip hash={seed.sha256} name="file hash" />
          </>
        }
        actions={
          <ButtonLink look="primary" to={`/projects/${projectId}/schemas/new?seed=${seed.id}`}>
            <Table2 aria-hidden size={14} /> Design the schema
          </ButtonLink>
        }
      />
      <SharedRowsNotice seed={seed} />
      <ReadAs seed={seed} />
      <ReadingNotes title="What was noticed in the file" notes={notes} />
      <Card title="Columns" flush>
        <Table label="Profile of the columns">
          <thead>
            <tr>
              <Th>Column</Th>
              <Th>Kind, and why</Th>
              <Th>
                <Term means="How clearly a rule decided the kind. It is lower where few cells support the rule.">
                  Confidence
                </Term>
              </Th>
              <Th numeric>Missing</Th>
              <Th numeric>Distinct</Th>
              <Th>Values</Th>
            </tr>
          </thead>
          <tbody>
            {columns.map((finding, place) => (
              <FindingRow key={finding.name} finding={finding} column={schema.columns[place]} rows={rows} />
            ))}
          </tbody>
        </Table>
      </Card>
      <div className="mt-6">
        <LedgerCard seedId={seed.id} />
      </div>
    </>
  );
}

function FindingRow({
  finding,
  column,
  rows,
}: {
  finding: ColumnFinding;
  /** As it is proposed. */
  column: Column | undefined;
  rows: number;
}) {
  const { name, reason, confidence, profile } = finding;
  return (
    <tr>
      <Td className="font-medium">{name}</Td>
      <Td className="min-w-44">
        {column ? <Tag>{words(column.kind)}</Tag> : null}
        <div className="mt-1 text-xs text-muted">{reason}</div>
        {column?.doubt && !column.confirmed ? (
          <div className="mt-1 text-xs">
            <strong className="text-warn">In doubt.</strong> {column.doubt}
          </div>
        ) : null}
      </Td>
      <Td>
        <span className="flex items-center gap-2">
          <span
            aria-hidden
            className="h-1.5 w-12 shrink-0 max-lg:hidden overflow-hidden rounded-full bg-sunken"
          >
            <span
              className="block h-full bg-accent"
              style={{ width: percent(confidence, 0).replace(' ', '') }}
            />
          </span>
          <span className="tabular text-xs whitespace-nowrap">{percent(confidence, 0)}</span>
        </span>
      </Td>
      <Td numeric>{percent(rows === 0 ? 0 : profile.missing / rows)}</Td>
      <Td numeric>
        {profile.distinctEstimated ? 'about ' : ''}
        {count(profile.distinct)}
      </Td>
      <Td className="min-w-40">
        <ColumnPicture name={name} profile={profile} rows={rows} />
      </Td>
    </tr>
  );
}
