/** The browser's side of passkeys (WebAuthn). The server makes the options and checks the answers. */

/** Why a passkey was not made or used, in words for the person. */
export class PasskeyProblem extends Error {}

export function hasPasskeys(): boolean {
  return (
    typeof PublicKeyCredential !== 'undefined' &&
    typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function'
  );
}

/** Whether the browser offers passkeys in the list below the field of the name. */
export async function offersInField(): Promise<boolean> {
  return hasPasskeys() && (await PublicKeyCredential.isConditionalMediationAvailable?.()) === true;
}

/** Makes a passkey. @param options What the server answered. @returns What to send it. */
export async function createPasskey(options: unknown): Promise<unknown> {
  return answered(() =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(
        options as PublicKeyCredentialCreationOptionsJSON,
      ),
    }),
  );
}

/**
 * Asks for a passkey: at once, or with a signal in the list below the field of the name, until the signal aborts.
 * @param options What the server answered. @returns What to send it.
 */
export async function askForPasskey(options: unknown, signal?: AbortSignal): Promise<unknown> {
  return answered(() =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(
        options as PublicKeyCredentialRequestOptionsJSON,
      ),
      ...(signal ? { mediation: 'conditional' as const, signal } : {}),
    }),
  );
}

async function answered(ask: () => Promise<Credential | null>): Promise<unknown> {
  try {
    const credential = await ask();
    if (credential instanceof PublicKeyCredential) return credential.toJSON();
  } catch (failure) {
    throw new PasskeyProblem(wordsOf(failure), { cause: failure });
  }
  throw new PasskeyProblem(NOTHING);
}

const NOTHING = 'No passkey was used. Try again, or use another way.';

function wordsOf(failure: unknown): string {
  const name = failure instanceof DOMException ? failure.name : '';
  if (name === 'NotAllowedError')
    return 'No passkey was used: it was cancelled, took too long, or this device has none for this site.';
  if (name === 'InvalidStateError') return 'This device has a passkey of yours already.';
  if (name === 'SecurityError')
    return 'Passkeys do not work at this address. Open the app by its name over https, or as localhost.';
  return NOTHING;
}
