import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { Link } from 'react-router';
import type { Run } from '../../api/types';
import { artefactsQuery } from '../../queries/artefacts';
import { Card } from '../../ui/Card';

const FILES: readonly [string, string][] = [
  ['card.html', 'One HTML page'],
  ['card.md', 'Markdown'],
  ['card.json', 'All results, JSON'],
  ['card.csv', 'Table of cells, CSV'],
  ['card.png', 'Main plot, PNG'],
  ['card.dsse.json', 'Signature'],
];

/** The files of the ablation card, which reports the results of a recipe. */
export function CardFiles({ run }: { run: Run }) {
  const { data: artefacts = [] } = useQuery(artefactsQuery(run.id));
  const there = FILES.filter(([file]) => artefacts.some(({ name }) => name === file));
  const at = (file: string) => `/api/runs/${run.id}/artefacts/${file}`;
  return (
    <Card
      title="Ablation card"
      hint="Signed with your organisation’s key. You can verify it on the command line."
    >
      {there.length === 0 ? (
        <p className="text-sm text-muted">This run is older than ablation cards. Run it again to get one.</p>
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
