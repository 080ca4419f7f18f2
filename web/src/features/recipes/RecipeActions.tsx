import { Check, Download, GitFork, Link2, Save } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { Recipe } from '../../api/types';
import { download } from '../../charts/download';
import { written } from '../../runs/draft';
import { Button } from '../../ui/Button';
import { InlineProblem } from '../../ui/states';
import { recipeText, useSaveRecipe } from './queries';
import { linkTo } from './share';

const ITEM = 'cursor-pointer rounded-control px-2 py-1.5 text-sm outline-none data-[highlighted]:bg-sunken';

/** Saves a recipe, copies a link to it, or downloads it. */
export function RecipeActions({ projectId, recipe }: { projectId: string; recipe: Recipe | null }) {
  const save = useSaveRecipe(projectId);
  const [copied, setCopied] = useState(false);
  const copy = async (document: Recipe) => {
    await navigator.clipboard.writeText(linkTo(written(document)));
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  const file = async (document: Recipe, yaml: boolean) => {
    const text = await recipeText(document, yaml);
    download(yaml ? 'recipe.yaml' : 'recipe.json', new Blob([text], { type: 'text/plain' }));
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={!recipe} busy={save.isPending} onClick={() => recipe && save.mutate(recipe)}>
          <Save aria-hidden size={14} /> Save
        </Button>
        <Button disabled={!recipe} onClick={() => recipe && void copy(recipe)}>
          {copied ? <Check aria-hidden size={14} /> : <Link2 aria-hidden size={14} />}{' '}
          {copied ? 'Copied' : 'Copy link'}
        </Button>
        <DropdownMenu.Root>
          <DropdownMenu.Trigger asChild>
            <Button disabled={!recipe}>
              <Download aria-hidden size={14} /> Download
            </Button>
          </DropdownMenu.Trigger>
          <DropdownMenu.Portal>
            <DropdownMenu.Content
              align="end"
              className="z-50 w-36 rounded-card border border-line bg-raised p-1 shadow-raised"
            >
              <DropdownMenu.Item className={ITEM} onSelect={() => recipe && void file(recipe, false)}>
                As JSON
              </DropdownMenu.Item>
              <DropdownMenu.Item className={ITEM} onSelect={() => recipe && void file(recipe, true)}>
                As YAML
              </DropdownMenu.Item>
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      </div>
      <InlineProblem error={save.error} />
      {save.data && !save.isPending ? (
        <p role="status" className="flex items-center gap-1.5 text-xs text-muted">
          <GitFork aria-hidden size={12} /> Saved as version {save.data.number} of “{save.data.name}”.
        </p>
      ) : null}
    </div>
  );
}
