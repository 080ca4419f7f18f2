import type { Role } from '../../api/types';

/** What each role may do; docs/api.md has the same table. */
export const ROLE_CAN: Readonly<Record<Role, string>> = {
  reviewer: 'Reads reports, and downloads and verifies packs.',
  analyst: 'Reads everything, and plans and starts runs.',
  engineer: 'Does what an analyst does, makes projects and schemas, and uploads seeds.',
  owner: 'Does everything: also members, keys, the audit, budgets and prices.',
};
