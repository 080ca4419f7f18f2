import { Plus, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import type { Column } from '../../api/types';
import { Button, IconButton } from '../../ui/Button';
import { TextField } from '../../ui/fields';
import { groupOf, groupsError, withGroup, withoutGroup } from './levelGroups';

type Categorical = Extract<Column, { kind: 'categorical' }>;

type Props = {
  column: Categorical;
  error: string | undefined;
  onChange: (column: Categorical) => void;
  onRemoved: (message: string) => void;
};

/** The public groups of a column's levels: which level belongs to which. */
export function LevelGroups({ column, error, onChange, onRemoved }: Props) {
  const id = useId();
  const groups = column.hierarchy ?? {};
  const pairs = Object.entries(groups);
  return (
    <fieldset className="flex min-w-0 flex-col gap-2" aria-describedby={`${id}-hint`}>
      <legend className="mb-1 text-xs font-medium text-ink">Public groups of levels</legend>
      <p id={`${id}-hint`} className="text-xs text-muted">
        With differential privacy, a rare level counts as its group. A group is a level too, and may belong to
        another one. Declare groups without looking at the data.
      </p>
      <datalist id={`${id}-levels`}>
        {column.levels.map((level) => (
          <option key={level} value={level} />
        ))}
      </datalist>
      {error ? (
        <p role="alert" className="text-xs text-fail">
          {error}
        </p>
      ) : null}
      {pairs.length > 0 ? (
        <ul className="flex flex-col gap-2">
          {pairs.map(([level, group]) => (
            <li key={level} className="flex items-center gap-2">
              <span className="w-2/5 min-w-0 text-sm break-words">{level} belongs to</span>
              <div className="min-w-0 grow">
                <GroupField
                  label={`Group of ${level}`}
                  list={`${id}-levels`}
                  value={group}
                  accepts={(text) => column.levels.length === 0 || column.levels.includes(text)}
                  onChange={(next) => onChange({ ...column, hierarchy: withGroup(groups, level, next) })}
                />
              </div>
              <IconButton
                label={`Remove ${level} from its group`}
                onClick={() => {
                  onChange({ ...column, hierarchy: withoutGroup(groups, level) });
                  onRemoved(`“${level}” no longer belongs to “${group}”.`);
                }}
              >
                <Trash2 aria-hidden size={16} />
              </IconButton>
            </li>
          ))}
        </ul>
      ) : null}
      <NewMember column={column} list={`${id}-levels`} onChange={onChange} />
    </fieldset>
  );
}

/** Keeps the typed text while it is no level yet. */
function GroupField({
  label,
  list,
  value,
  accepts,
  onChange,
}: {
  label: string;
  list: string;
  value: string;
  accepts: (text: string) => boolean;
  onChange: (value: string) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextField
      hideLabel
      label={label}
      list={list}
      value={typed ?? value}
      error={typed === null ? undefined : 'This is not a level of the column.'}
      onChange={(event) => {
        const text = event.target.value;
        const good = text !== '' && accepts(text);
        setTyped(good ? null : text);
        if (good) onChange(text);
      }}
    />
  );
}

/** Puts a level into a group. A group that is no level yet becomes one. */
function NewMember({ column, list, onChange }: Pick<Props, 'column' | 'onChange'> & { list: string }) {
  const [level, setLevel] = useState('');
  const [group, setGroup] = useState('');
  const groups = column.hierarchy ?? {};
  const isNew = group !== '' && column.levels.length > 0 && !column.levels.includes(group);
  const levels = isNew ? [...column.levels, group] : column.levels;
  const made = withGroup(groups, level, group);
  const full = level !== '' && group !== '';
  const wrong = full ? wrongWith() : undefined;

  function wrongWith() {
    if (groupOf(groups, level) !== undefined) return `“${level}” has a group already. Change it above.`;
    if (isNew && column.ordered)
      return `“${group}” is not a level yet. These levels have an order, so add it above, at its place.`;
    return groupsError(levels, made);
  }

  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!full || wrong) return;
        onChange({ ...column, levels, hierarchy: made });
        setLevel('');
      }}
    >
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label="Level"
          list={list}
          value={level}
          onChange={(event) => setLevel(event.target.value)}
        />
        <TextField
          label="Belongs to the group"
          list={list}
          value={group}
          error={wrong}
          hint={isNew && full ? `“${group}” becomes a level of the column.` : undefined}
          onChange={(event) => setGroup(event.target.value)}
        />
      </div>
      <div>
        <Button type="submit" disabled={!full || wrong !== undefined}>
          <Plus aria-hidden size={14} /> Add to the group
        </Button>
      </div>
    </form>
  );
}
