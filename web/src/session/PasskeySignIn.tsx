import { KeyRound } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { passkeyOptions, useSignIn } from '../queries/me';
import { Button } from '../ui/Button';
import { InlineProblem } from '../ui/states';
import { askForPasskey, hasPasskeys, offersInField, PasskeyProblem } from '../api/passkeys';

/** The server's challenge is good for five minutes. */
const RENEW = 4 * 60_000;

/**
 * Signs in with a passkey: by a button, and in the list that the browser shows at the field of the name
 * (autocomplete "username webauthn").
 */
export function PasskeySignIn({ onSignedIn }: { onSignedIn?: () => void }) {
  const signIn = useSignIn();
  const [problem, setProblem] = useState<PasskeyProblem | null>(null);
  const waiting = useRef<AbortController>(null);
  const [round, setRound] = useState(0);
  const send = useEffectEvent((credential: unknown) =>
    signIn.mutate({ credential }, { onSuccess: () => onSignedIn?.() }),
  );

  useEffect(() => {
    const controller = new AbortController();
    waiting.current = controller;
    const offer = async () => {
      if (!(await offersInField()) || controller.signal.aborted) return;
      send(await askForPasskey(await passkeyOptions(), controller.signal));
    };
    // Nobody has asked for it here, so that its failure is no news: the button and the password remain.
    offer().catch(() => undefined);
    const timer = setTimeout(() => setRound(round + 1), RENEW);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [round]);

  if (!hasPasskeys()) return null;

  const ask = async () => {
    waiting.current?.abort();
    setProblem(null);
    try {
      const credential = await askForPasskey(await passkeyOptions());
      signIn.mutate({ credential }, { onSuccess: () => onSignedIn?.() });
    } catch (failure) {
      setProblem(failure instanceof Error ? failure : new PasskeyProblem(String(failure)));
    }
  };
  return (
    <div className="flex flex-col gap-3">
      <Button busy={signIn.isPending} onClick={() => void ask()}>
        <KeyRound aria-hidden size={14} /> Sign in with a passkey
      </Button>
      <InlineProblem error={problem ?? signIn.error} />
    </div>
  );
}
