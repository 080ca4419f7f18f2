import { saidIn } from '../../api/audit';
import type { AuditEntry } from '../../api/types';

/** What each kind of act is called; the subject follows. */
const ACTS: Record<string, string> = {
  'budget.set': 'set the privacy budget of data set',
  'budget.spend': 'touched or spent the budget of data set',
  'drift.stop': 'ended the tests for drift of run',
  'drift.watch': 'had tested for drift the run',
  'file.download': 'downloaded',
  'key.create': 'made the key',
  'key.revoke': 'ended the key',
  'key.rotate': 'gave a new secret to the key',
  'member.add': 'added the member',
  'member.invite': 'invited',
  'member.remove': 'removed the member',
  'member.role': 'changed the role of',
  'member.uninvite': 'withdrew the invitation to',
  'organisation.create': 'made the organisation',
  'organisation.delete': 'asked to delete the organisation',
  'organisation.export': 'exported the organisation',
  'organisation.keep': 'kept the organisation',
  'organisation.open': 'opened the organisation',
  'organisation.rename': 'renamed the organisation',
  'prices.set': 'set the prices',
  'program.create': 'made the program',
  'program.revoke': 'ended the program',
  'project.create': 'made the project',
  'recipe.save': 'saved the recipe',
  'run.delete': 'deleted the run',
  'run.start': 'started the run',
  'run.status': 'changed the state of run',
  'schema.save': 'saved the schema',
  'seed.upload': 'uploaded the seed',
  'sign-in.fail': 'failed to sign in with',
  'sign-in.succeed': 'signed in with',
  'sso.add': 'added the sign-in service of',
  'sso.change': 'changed the sign-in service of',
  'sso.connect': 'connected a login of',
  'sso.disconnect': 'disconnected a login of',
  'sso.remove': 'removed the sign-in service of',
  'token.grant': 'let in the command line as',
  'signing-key.create': 'made the signing key',
};

/** What is written of an act beside its subject. */
const TOLD = ['role', 'issuer', 'defaultRole', 'status', 'epsilon', 'delta', 'reason', 'purpose'];

/** "invited guest@example.org (role analyst)". A thing that has a name is called by it. */
export function sentence({ action, subject, detail }: AuditEntry): string {
  const said = saidIn(detail);
  const name = said.find(([field]) => field === 'name')?.[1];
  const told = said.flatMap(([field, value]) => (TOLD.includes(field) ? [`${field} ${value}`] : []));
  return `${ACTS[action] ?? action} ${name ?? short(subject)}${told.length > 0 ? ` (${told.join(', ')})` : ''}`;
}

/** An id or a hash by its beginning. */
function short(subject: string): string {
  const long = /^([0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
  return long.test(subject) ? `${subject.slice(0, 8)}…` : subject;
}
