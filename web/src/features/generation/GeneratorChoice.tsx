import { RadioGroup } from 'radix-ui';
import type { GeneratorDescription } from '../../api/types';
import { words } from '../../format/numbers';
import { cx } from '../../ui/cx';

export function GeneratorChoice({
  generators,
  chosen,
  onChoose,
}: {
  generators: readonly GeneratorDescription[];
  chosen: string;
  onChoose: (name: string) => void;
}) {
  return (
    <RadioGroup.Root aria-label="Generator" value={chosen} onValueChange={onChoose} className="grid gap-2">
      {generators.map(({ name, summary }) => (
        <RadioGroup.Item
          key={name}
          value={name}
          className={cx(
            'group flex items-start gap-3 rounded-control border border-line p-3 text-left',
            'hover:border-line-strong data-[state=checked]:border-accent',
            'data-[state=checked]:bg-accent-soft',
          )}
        >
          <span
            aria-hidden
            className={cx(
              'mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border',
              'border-line-strong group-data-[state=checked]:border-accent',
            )}
          >
            <RadioGroup.Indicator className="size-2 rounded-full bg-accent" />
          </span>
          <span>
            <span className="block text-sm font-medium">{words(name)}</span>
            <span className="block text-xs text-muted">{summary}</span>
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
