import { limits } from '../../limits/limits';

/** The group of each level that has one: a group is a level too, and may have a group of its own. */
export type Groups = Readonly<Record<string, string>>;

/** What is wrong with the groups of a column's levels, in words. A column without levels has any that are found. */
export function groupsError(levels: readonly string[], groups: Groups): string | undefined {
  const known = new Set(levels);
  const unknown = Object.entries(groups)
    .flat()
    .find((level) => levels.length > 0 && !known.has(level));
  if (unknown !== undefined)
    return `“${unknown}” is in a group but is not a level of the column. Add it to the levels, or remove it.`;
  for (const level of Object.keys(groups)) {
    const line = [level];
    for (let at = groupOf(groups, level); at !== undefined; at = groupOf(groups, at)) {
      if (line.includes(at)) return `“${at}” would belong to itself. Correct its group.`;
      line.push(at);
    }
    const { maxLevelDepth } = limits();
    if (line.length > maxLevelDepth + 1)
      return `“${level}” is in more than ${maxLevelDepth} groups, one in another. Leave some of them out.`;
  }
  return undefined;
}

/** The groups with a level in one; a level is in one group at most. */
export function withGroup(groups: Groups, level: string, group: string): Record<string, string> {
  return Object.fromEntries([...Object.entries(groups).filter(([other]) => other !== level), [level, group]]);
}

/** The groups without a level in them; null where none is left, as a schema without groups has it. */
export function withoutGroup(groups: Groups, level: string): Record<string, string> | null {
  const left = Object.entries(groups).filter(([other]) => other !== level);
  return left.length === 0 ? null : Object.fromEntries(left);
}

/** A level may be called "constructor", which every object has. */
export function groupOf(groups: Groups, level: string): string | undefined {
  return Object.hasOwn(groups, level) ? groups[level] : undefined;
}
