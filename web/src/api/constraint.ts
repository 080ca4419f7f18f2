import type { Constraint } from './types';

/** A constraint with the fields that the description of its kind names; the server reads and checks it. */
export const constraintFrom = (fields: Readonly<Record<string, unknown>> & { kind: string }): Constraint =>
  fields as Constraint;
