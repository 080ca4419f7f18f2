export const TOLERANCE = 1e-9;

export function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(one), Math.abs(other));
}

/**
 * Whether two values are the same as JSON, numbers up to the tenth digit, as src/Core/Evidence/FigureCheck.cs has it.
 * Nothing equals nothing, and a member that is nothing is absent.
 */
export function areSame(one: unknown, other: unknown): boolean {
  if (one == null || other == null) return one == null && other == null;
  if (typeof one === 'number' && typeof other === 'number') return isNear(one, other);
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, place) => areSame(item, other[place]));
  }
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  if (Array.isArray(one) || Array.isArray(other)) return false;
  const [left, right] = [membersOf(one), membersOf(other)];
  return left.size === right.size && [...left].every(([key, value]) => areSame(value, right.get(key)));
}

function membersOf(value: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(value).filter(([, member]) => member != null));
}
