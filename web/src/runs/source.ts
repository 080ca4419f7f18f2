import type { Run, SchemaVersion, SeedFile } from '../api/types';
import { counted } from '../format/numbers';

export type Source = { seedId: string; schemaId: string };

/** The columns of a schema that a seed does not have. */
export function lacking(schema: SchemaVersion, seed: SeedFile): readonly string[] {
  const held = new Set(seed.profile.schema.columns.map(({ name }) => name));
  return schema.document.columns.map(({ name }) => name).filter((name) => !held.has(name));
}

/** The newest schema whose columns the seed has. */
export function fittingSchema(schemas: readonly SchemaVersion[], seed: SeedFile): SchemaVersion | undefined {
  return schemas
    .filter((schema) => lacking(schema, seed).length === 0)
    .sort((left, right) => Date.parse(right.createdAt) - Date.parse(left.createdAt))[0];
}

/** The seed and schema that a form starts with: those asked for, and for a missing one what fits the other. */
export function sourceFor(
  seeds: readonly SeedFile[],
  schemas: readonly SchemaVersion[],
  asked: { seedId?: string | null | undefined; schemaId?: string | null | undefined },
): Source {
  const schema = schemas.find(({ id }) => id === asked.schemaId);
  const seed =
    seeds.find(({ id }) => id === asked.seedId) ??
    (schema ? seeds.find((one) => lacking(schema, one).length === 0) : undefined) ??
    seeds[0];
  const chosen = schema ?? (seed ? fittingSchema(schemas, seed) : undefined);
  return { seedId: seed?.id ?? '', schemaId: chosen?.id ?? '' };
}

/** Why a run cannot use this seed and schema; null where it can. */
export function mismatch(seed: SeedFile | undefined, schema: SchemaVersion | undefined): string | null {
  if (!seed) return 'Choose a seed.';
  if (!schema) return `Choose a schema for ${seed.name}.`;
  const [first, ...more] = lacking(schema, seed);
  if (first === undefined) return null;
  const others = more.length === 0 ? '' : ` and ${counted(more.length, 'more column')}`;
  return `${seed.name} lacks the column “${first}”${others}, which ${schema.name}, version ${schema.number}, needs.`;
}

/** The page that starts a run again: the one whose form shows every choice of this run. */
export function againLink(run: Run): string {
  const { base, factors, design, ranges } = run.recipe;
  const varied = Object.keys(factors).length + Object.keys(ranges ?? {}).length > 0 || design != null;
  const single = !varied && base.seedRows == null && base.syntheticRatio == null && base.downstream == null;
  return `/projects/${run.projectId}/${single ? 'generation/new' : 'recipes/new'}?again=${run.id}`;
}
