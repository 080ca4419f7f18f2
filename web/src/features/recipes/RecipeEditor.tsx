import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Recipe } from '../../api/types';
import { AreaField, SelectField } from '../../ui/fields';
import { InlineProblem } from '../../ui/states';
import { useDebounced } from '../../ui/useDebounced';
import { readQuery, recipeText } from './queries';

export type RecipeText = { text: string; yaml: boolean };

/** Edits the recipe as a JSON or YAML document. An error is shown below it, with its position. */
export function RecipeEditor({
  source,
  onChange,
  onRead,
}: {
  source: RecipeText;
  onChange: (source: RecipeText) => void;
  /** Called with the recipe in the document; with null while it cannot be read. */
  onRead: (recipe: Recipe | null) => void;
}) {
  const { text, yaml } = useDebounced(source, 300);
  const { data, error, isFetching } = useQuery(readQuery(text, yaml));
  const read = error || text !== source.text || yaml !== source.yaml ? null : (data?.document ?? null);
  useEffect(() => onRead(read), [onRead, read]);

  const change = async (asYaml: boolean) => {
    if (read) onChange({ text: await recipeText(read, asYaml), yaml: asYaml });
    else onChange({ ...source, yaml: asYaml });
  };

  return (
    <div className="flex flex-col gap-3">
      <div className="w-40">
        <SelectField
          label="Format"
          value={source.yaml ? 'yaml' : 'json'}
          onChange={(event) => void change(event.target.value === 'yaml')}
        >
          <option value="json">JSON</option>
          <option value="yaml">YAML</option>
        </SelectField>
      </div>
      <AreaField
        label="Recipe"
        hint="The seed selected above replaces the one in the document."
        rows={24}
        value={source.text}
        onChange={(next) => onChange({ ...source, text: next })}
      />
      {isFetching ? null : <InlineProblem error={error} />}
    </div>
  );
}
