import { Download } from 'lucide-react';
import type { Recipe } from '../../api/types';
import { download } from '../../charts/download';
import { written } from '../../runs/draft';
import { IconButton } from '../../ui/Button';
import { Card } from '../../ui/Card';

/** A recipe as the file that `aethergen run` takes. */
export function RecipeDocument({ recipe, title }: { recipe: Recipe; title: string }) {
  const json = written(recipe);
  return (
    <Card
      title={title}
      hint="For aethergen run on the command line, put the seed’s file beside it and name the saved schema’s file in data.schema; without one, the schema is inferred."
      actions={
        <IconButton
          label="Save the recipe as a file"
          onClick={() => download('recipe.json', new Blob([json], { type: 'application/json' }))}
        >
          <Download aria-hidden size={16} />
        </IconButton>
      }
    >
      <pre
        tabIndex={0}
        role="region"
        aria-label="Recipe as JSON"
        className="max-h-[32rem] overflow-auto rounded-control bg-sunken p-3 font-mono text-xs"
      >
        {json}
      </pre>
    </Card>
  );
}
