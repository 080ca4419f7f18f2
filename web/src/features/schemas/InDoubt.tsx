/** The columns whose kind a person must confirm or change; each name selects its column. */
export function InDoubt({ names, onSelect }: { names: readonly string[]; onSelect: (name: string) => void }) {
  return (
    <div className="rounded-control bg-warn-soft px-3 py-2 text-sm">
      <strong className="text-warn">In doubt:</strong>{' '}
      <ul className="inline">
        {names.map((name, place) => (
          <li key={name} className="inline">
            <button
              type="button"
              className="font-medium text-warn underline underline-offset-2"
              onClick={() => onSelect(name)}
            >
              {name}
            </button>
            {place < names.length - 1 ? ', ' : '. '}
          </li>
        ))}
      </ul>
      No run starts until you have said what these columns are: select each column and do what it says.
    </div>
  );
}
