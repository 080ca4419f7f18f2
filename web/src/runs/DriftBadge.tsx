import type { DriftOutcome } from '../api/types';
import { Badge } from '../ui/Badge';

/** What a test of a model against newer rows said. That it still holds is no verdict on the model: it is not green. */
export function DriftBadge({ outcome }: { outcome: DriftOutcome }) {
  if (outcome === 'refit') return <Badge state="underpowered" word="Drifted: fit again" />;
  if (outcome === 'refused') return <Badge state="not-measured" word="Not tested for drift" />;
  return <Badge state="done" word="No drift found" />;
}
