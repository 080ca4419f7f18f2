import { useState } from 'react';
import { CodeForm } from './CodeForm';
import { PasskeySignIn } from './PasskeySignIn';
import { PasswordForm } from './PasswordForm';

/** Signs in with a password, and a code where one is asked for, or with a passkey. */
export function SignInWays({ onSignedIn = () => undefined }: { onSignedIn?: () => void }) {
  const [needsCode, setNeedsCode] = useState(false);
  // Without the passkey's part: its challenge would take the place of what the server remembers of the first step.
  if (needsCode) return <CodeForm onSignedIn={onSignedIn} onBack={() => setNeedsCode(false)} />;
  return (
    <div className="flex flex-col gap-4">
      <PasswordForm onSignedIn={onSignedIn} onCodeNeeded={() => setNeedsCode(true)} />
      <PasskeySignIn onSignedIn={onSignedIn} />
    </div>
  );
}
