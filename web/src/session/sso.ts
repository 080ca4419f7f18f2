/** Why signing in with the organisation failed, by the code that the server's redirect names; docs/problems.md. */
const WORDS: Record<string, string> = {
  'sso.cancelled': 'You cancelled at your organisation’s sign-in page. Nobody was signed in. Try again.',
  'sso.not-answering':
    'Your organisation’s sign-in service does not answer. Try again later, or sign in another way.',
  'sso.private-address':
    'Your organisation’s sign-in service is in a private network that this server does not ask. Tell whoever runs ' +
    'the server.',
  'sso.wrong-issuer':
    'Your organisation’s sign-in service says that it is another one. Tell an owner of your organisation here.',
  'sso.no-code-flow':
    'Your organisation’s sign-in service does not offer what is needed. Tell an owner of your organisation here.',
  'sso.not-encrypted':
    'Your organisation’s sign-in service names an address without encryption. Tell an owner of your organisation here.',
  'sso.client-refused':
    'Your organisation’s sign-in service does not accept this server: its client id or secret is wrong or has ' +
    'expired. Tell an owner of your organisation here.',
  'sso.refused':
    'Your organisation’s sign-in service reported an error. Try again; if it stays, tell whoever runs that service.',
  'sso.bad-answer':
    'The answer of your organisation’s sign-in service cannot be trusted, so nobody was signed in. Try again; if it ' +
    'stays, tell an owner of your organisation here.',
  'sso.start-again':
    'This sign-in took too long, was used already or began in another browser. Start it again here.',
  'sso.not-set-up':
    'Your organisation no longer signs in this way. Sign in with a password or passkey, or ask an owner.',
  'sso.secret-lost':
    'This server can no longer read its secret for your organisation’s sign-in service. Tell an owner: it has to be ' +
    'entered again.',
  'sso.no-email':
    'Your organisation’s sign-in service did not say your e-mail address. Ask its administrators to send it.',
  'sso.email-not-verified':
    'Your organisation’s sign-in service does not confirm that your e-mail address is yours. Ask its administrators.',
  'sso.other-domain':
    'Your e-mail address there is not of the domain that signs in this way. Ask an owner for an invitation.',
  'sso.has-account':
    'There is an account with your address already. Sign in to it as usual, and connect it on the page Account; from ' +
    'then on this way works.',
  'sso.removed':
    'You are not a member of this organisation any more, and signing in does not make you one. Ask an owner to ' +
    'invite your address; then sign in this way again.',
  'sso.ending': 'This organisation is to be deleted and takes nobody new in. Ask an owner.',
  'sso.taken':
    'This login is connected to another account already, or your account to another login. Disconnect that one first.',
  'sso.not-signed-in':
    'You were signed out before the login was connected, or are no member of that organisation. Sign in and connect ' +
    'it again.',
};

/** Null where the page was not led to by a failure. */
export function signInProblem(params: URLSearchParams): string | null {
  const code = params.get('problem');
  return code === null ? null : (WORDS[code] ?? 'Signing in did not work. Try again.');
}

/** The server keeps no longer address on the way; then the way leads to the start page. */
const MAX_NEXT = 2000;

export const carried = (next: string): string | undefined =>
  next === '/' || next.length > MAX_NEXT ? undefined : next;
