// An OpenID Connect authority that signs every visitor in as the address that the client hints at. An address that
// begins with "unverified" is not verified; one that begins with "cancel" is of a person who cancels.
import Provider from 'oidc-provider';

const [port, redirect] = process.argv.slice(2);
const authority = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      client_id: 'aethergen',
      client_secret: 'the-client-secret',
      application_type: 'native',
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: [redirect],
    },
  ],
  pkce: { required: () => true },
  scopes: ['openid'],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  cookies: { keys: ['a key for tests alone'] },
  features: { devInteractions: { enabled: false } },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: id, email_verified: !id.startsWith('unverified') }),
  }),
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
});

authority.use(async (context, next) => {
  if (!context.path.startsWith('/interaction/')) return next();
  const { prompt, params, session, grantId } = await authority.interactionDetails(context.req, context.res);
  let result;
  if (params.login_hint.startsWith('cancel')) result = { error: 'access_denied', error_description: '<b>no</b>' };
  else if (prompt.name === 'login') result = { login: { accountId: params.login_hint } };
  else {
    const grant = grantId
      ? await authority.Grant.find(grantId)
      : new authority.Grant({ accountId: session.accountId, clientId: params.client_id });
    if (prompt.details.missingOIDCScope) grant.addOIDCScope(prompt.details.missingOIDCScope.join(' '));
    if (prompt.details.missingOIDCClaims) grant.addOIDCClaims(prompt.details.missingOIDCClaims);
    result = { consent: { grantId: await grant.save() } };
  }
  await authority.interactionFinished(context.req, context.res, result, { mergeWithLastSubmission: true });
  context.respond = false;
});

authority.listen(Number(port), 'localhost');
