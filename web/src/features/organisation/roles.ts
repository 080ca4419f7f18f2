import type { Role } from '../../api/types';

/** The roles, from the one that may least; docs/api.md has the same table. */
export const ROLES: readonly { role: Role; can: string }[] = [
  { role: 'reviewer', can: 'Reads reports, and downloads and verifies packs.' },
  { role: 'analyst', can: 'Reads everything, and plans and starts runs.' },
  { role: 'engineer', can: 'Does what an analyst does, makes projects and schemas, and uploads seeds.' },
  { role: 'owner', can: 'Does everything: also members, keys, the audit, budgets and prices.' },
];
