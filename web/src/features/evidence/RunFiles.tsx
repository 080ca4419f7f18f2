import type { Artefact } from '../../api/types';
import { bytes, counted } from '../../format/numbers';
import { Card } from '../../ui/Card';
import { HashChip } from '../../ui/HashChip';
import { Table, Td, Th } from '../../ui/Table';
import { groupsOf } from './files';

/** The files of a run, grouped by what they are for. Those that only the program reads are folded away. */
export function RunFiles({ runId, artefacts }: { runId: string; artefacts: readonly Artefact[] }) {
  return groupsOf(artefacts).map(({ title, about, folded, files }) => {
    const table = <Files runId={runId} title={title} files={files} />;
    return (
      <Card key={title} title={title} hint={about} flush>
        {folded ? (
          <details className="border-t border-line px-4 py-3">
            <summary className="cursor-pointer text-sm text-accent">
              Show {counted(files.length, 'file')}
            </summary>
            {table}
          </details>
        ) : (
          table
        )}
      </Card>
    );
  });
}

function Files({ runId, title, files }: { runId: string; title: string; files: readonly Artefact[] }) {
  return (
    <Table label={title}>
      <thead>
        <tr>
          <Th>File</Th>
          <Th>SHA-256</Th>
          <Th numeric>Size</Th>
        </tr>
      </thead>
      <tbody>
        {files.map((artefact) => (
          <tr key={artefact.name}>
            <Td>
              <a
                href={`/api/runs/${runId}/artefacts/${artefact.name}`}
                className="font-mono text-xs hover:text-accent hover:underline"
              >
                {artefact.name}
              </a>
            </Td>
            <Td>
              <HashChip hash={artefact.sha256} name={`hash of ${artefact.name}`} />
            </Td>
            <Td numeric>{bytes(artefact.bytes)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
