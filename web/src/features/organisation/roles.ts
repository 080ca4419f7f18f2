import type { Role } from '../../api/types';

/** The roles, from the one that may least, and what each may. */
export const ROLES: readonly { role: Role; may: string }[] = [
  { role: 'reviewer', may: 'reads reports, and downloads and verifies packs' },
  { role: 'analyst', may: 'reads everything, and plans and starts runs' },
  { role: 'engineer', may: 'does what an analyst does, and makes projects, schemas and seeds' },
  { role: 'owner', may: 'does everything, also invites people, makes keys, and sets budgets and prices' },
];
