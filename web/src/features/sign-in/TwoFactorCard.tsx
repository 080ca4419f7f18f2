import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SignInWays } from '../../api/types';
import { counted } from '../../format/numbers';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { TextField } from '../../ui/fields';
import { InlineProblem } from '../../ui/states';
import { AuthenticatorForm } from './AuthenticatorForm';
import { useTwoFactor, useTwoFactorSetup } from './queries';
import { waysQuery } from '../../queries/me';
import { RecoveryCodes } from './RecoveryCodes';

/** Two-step sign-in: set up, new recovery codes, off. */
export function TwoFactorCard() {
  const { data: ways } = useSuspenseQuery(waysQuery);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <Card
      title="Two-step sign-in"
      hint="After your password, an app on your phone gives a code. A passkey needs no code."
      actions={ways.twoFactor ? <Badge state="pass" word="On" /> : undefined}
    >
      {codes ? (
        <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />
      ) : (
        <Body ways={ways} onCodes={setCodes} />
      )}
    </Card>
  );
}

function Body({ ways, onCodes }: { ways: SignInWays; onCodes: (codes: readonly string[]) => void }) {
  if (ways.twoFactor) return <WhileOn left={ways.recoveryCodesLeft} onCodes={onCodes} />;
  if (!ways.hasPassword)
    return <p className="text-sm text-muted">Set a password first. You are asked for the code after it.</p>;
  return <WhileOff onCodes={onCodes} />;
}

function WhileOff({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const setup = useTwoFactorSetup();
  const { turnOn } = useTwoFactor(onCodes);
  if (setup.data)
    return (
      <AuthenticatorForm
        setup={setup.data}
        busy={turnOn.isPending}
        error={turnOn.error}
        onCode={turnOn.mutate}
        onCancel={() => setup.reset()}
      />
    );
  return (
    <div className="flex flex-col gap-3">
      <InlineProblem error={setup.error} />
      <div>
        <Button busy={setup.isPending} onClick={() => setup.mutate()}>
          Set up two-step sign-in
        </Button>
      </div>
    </div>
  );
}

function WhileOn({ left, onCodes }: { left: number; onCodes: (codes: readonly string[]) => void }) {
  const { turnOff, renew } = useTwoFactor(onCodes);
  const [asked, setAsked] = useState<'codes' | 'off' | null>(null);
  if (asked)
    return (
      <ProofForm
        act={asked === 'off' ? 'Turn off two-step sign-in' : 'Make new recovery codes'}
        danger={asked === 'off'}
        busy={turnOff.isPending || renew.isPending}
        error={turnOff.error ?? renew.error}
        onCancel={() => {
          setAsked(null);
          turnOff.reset();
          renew.reset();
        }}
        onPassword={asked === 'off' ? turnOff.mutate : renew.mutate}
      />
    );
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm">
        {left === 0 ? 'No recovery code is left. Make new ones.' : `${counted(left, 'recovery code')} left.`}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setAsked('codes')}>New recovery codes</Button>
        <Button look="danger" onClick={() => setAsked('off')}>
          Turn off
        </Button>
      </div>
    </div>
  );
}

/** Asks for the password before something that weakens the account. */
function ProofForm({
  act,
  danger,
  busy,
  error,
  onPassword,
  onCancel,
}: {
  act: string;
  danger: boolean;
  busy: boolean;
  error: unknown;
  onPassword: (password: string) => void;
  onCancel: () => void;
}) {
  const [password, setPassword] = useState('');
  return (
    <form
      aria-label={act}
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onPassword(password);
      }}
    >
      <TextField
        label="Your password"
        type="password"
        autoComplete="current-password"
        autoFocus // eslint-disable-line jsx-a11y/no-autofocus -- the person has just asked for this
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <InlineProblem error={error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look={danger ? 'danger' : 'primary'} busy={busy}>
          {act}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
