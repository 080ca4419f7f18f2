import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { Link } from 'react-router';
import type { Run } from '../../api/types';
import { artefactsQuery } from '../../queries/artefacts';
import { Card } from '../../ui/Card';

const FILES: readonly [string, string][] = [
  ['card.html', 'One page, offline'],
  ['card.md', 'Markdown'],
  ['card.json', 'Everything, as JSON'],
  ['card.csv', 'Table of cells, CSV'],
  ['card.png', 'Main plot, PNG'],
  ['card.dsse.json', 'Signature'],
];

/** The ablation card: the document that a recipe ends in, in each of its forms. */
export function CardFiles({ run }: { run: Run }) {
  const { data: artefacts = [] } = useQuery(artefactsQuery(run.id));
  const there = FILES.filter(([file]) => artefacts.some(({ name }) => name === file));
  const at = (file: string) => `/api/runs/${run.id}/artefacts/${file}`;
  return (
    <Card
      title="Ablation card"
      hint="Signed with your organisation’s key; the command line and the evidence page verify it."
    >
      {there.length === 0 ? (
        <p className="text-sm text-muted">This run was made before cards were; run it again to have one.</p>
      ) : (
        <ul className="flex flex-col gap-2 text-sm">
          {there.map(([file, what]) => (
            <li key={file} className="flex items-baseline justify-between gap-3">
              <a
                href={at(file)}
                {...(file.endsWith('.html') ? { target: '_blank', rel: 'noreferrer' } : { download: file })}
                className="font-mono text-xs font-medium text-accent hover:underline"
              >
                {file}
                {file.endsWith('.html') ? (
                  <ExternalLink aria-label=" opens in a new tab" size={12} className="ml-1 inline" />
                ) : null}
              </a>
              <span className="text-right text-xs text-muted">{what}</span>
            </li>
          ))}
        </ul>
      )}
      <Link
        to={`/projects/${run.projectId}/recipes/compare?a=${run.id}`}
        className="mt-4 inline-block text-sm font-medium hover:text-accent hover:underline"
      >
        Compare with another card
      </Link>
    </Card>
  );
}
