import { useQuery } from '@tanstack/react-query';
import { cardQuery } from '../queries/cards';
import { Card } from '../ui/Card';

/** What a reader must know before relying on the result of a finished run, as its card says it. */
export function Caveats({ runId }: { runId: string }) {
  const { data: card } = useQuery(cardQuery(runId));
  if (!card || card.caveats.length === 0) return null;
  return (
    <Card title="Before you rely on it">
      <ul className="flex list-disc flex-col gap-1 pl-4 text-sm text-muted">
        {card.caveats.map((caveat) => (
          <li key={caveat}>{caveat}</li>
        ))}
      </ul>
    </Card>
  );
}
