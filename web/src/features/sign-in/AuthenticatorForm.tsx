import { useState } from 'react';
import type { AuthenticatorSetup } from '../../api/types';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/fields';
import { InlineProblem } from '../../ui/states';

/** Gives the secret to an authenticator app, and asks for a code that shows that it has it. */
export function AuthenticatorForm({
  setup,
  busy,
  error,
  onCode,
  onCancel,
}: {
  setup: AuthenticatorSetup;
  busy: boolean;
  error: unknown;
  onCode: (code: string) => void;
  onCancel: () => void;
}) {
  const [code, setCode] = useState('');
  return (
    <form
      aria-label="Set up two-step sign-in"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onCode(code);
      }}
    >
      <div className="flex flex-wrap items-start gap-4">
        <img
          src={`data:image/svg+xml,${encodeURIComponent(setup.picture)}`}
          alt="QR code for an authenticator app; the secret beside it says the same"
          width={176}
          height={176}
          className="rounded-control border border-line bg-white"
        />
        <div className="min-w-0 flex-1 basis-48 text-sm">
          <p>Scan this with an authenticator app, or type the secret into it:</p>
          <p className="mt-2 font-mono text-sm break-words select-all">{setup.secret}</p>
          <p className="mt-2">
            <a href={setup.link} className="text-accent underline underline-offset-2">
              Open the app on this device
            </a>
          </p>
        </div>
      </div>
      <TextField
        label="Code that the app shows"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        maxLength={20}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <InlineProblem error={error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" busy={busy}>
          Turn on
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
