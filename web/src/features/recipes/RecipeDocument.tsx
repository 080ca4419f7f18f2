import { Download } from 'lucide-react';
import type { Recipe } from '../../api/types';
import { download } from '../../charts/download';
import { written } from '../../runs/draft';
import { IconButton } from '../../ui/Button';
import { Card } from '../../ui/Card';

/** A recipe as a file, as `aethergen run` takes it. */
export function RecipeDocument({ recipe, title }: { recipe: Recipe; title: string }) {
  const json = written(recipe);
  return (
    <Card
      title={title}
      hint={
        <>
          You can also run this file on the command line: put the seed’s file beside it. The schema is
          inferred unless the recipe names a schema file.
        </>
      }
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
