import { FileCheck2, ShieldCheck, ShieldX, Upload } from 'lucide-react';
import { useId, useState } from 'react';
import { claimText } from '../../runs/epsilon';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { cx } from '../../ui/cx';
import { DropZone } from '../../ui/DropZone';
import { AreaField } from '../../ui/fields';
import { HashChip } from '../../ui/HashChip';
import { InlineProblem, ProgressBar } from '../../ui/states';
import { readPublicKey } from './verify/signature';
import { verifyPack, type Checked } from './verify/verify';

type Work = { name: string; share: number };

/** A pack that can be verified without dropping a file. */
export type PackSource = { name: string; open: () => Promise<Uint8Array<ArrayBuffer>> };

/** Verifies a pack in the browser; nothing is sent to a server. */
export function VerifyPanel({ source }: { source?: PackSource }) {
  const [work, setWork] = useState<Work | null>(null);
  const [result, setResult] = useState<{ name: string; checked: Checked } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [pem, setPem] = useState('');
  const [pemError, setPemError] = useState<string>();
  const keySection = useId();

  const verify = async (name: string, open: () => Promise<Uint8Array<ArrayBuffer>>) => {
    setResult(null);
    setError(null);
    const key = pem.trim() === '' ? null : await readPublicKey(pem);
    if (pem.trim() !== '' && !key) {
      setPemError('This is not a P-256 key in PEM form (BEGIN PUBLIC KEY).');
      return;
    }
    setPemError(undefined);
    setWork({ name, share: 0 });
    try {
      setResult({
        name,
        checked: await verifyPack(await open(), key, (_file, share) => setWork({ name, share })),
      });
    } catch (problem) {
      setError(problem);
    } finally {
      setWork(null);
    }
  };

  return (
    <Card
      title="Verify in this browser"
      hint="This page checks every byte on this machine and sends nothing anywhere. It works offline."
    >
      {source ? (
        <div className="mb-4">
          <Button look="primary" busy={work !== null} onClick={() => void verify(source.name, source.open)}>
            <FileCheck2 aria-hidden size={14} /> Verify this run’s pack
          </Button>
        </div>
      ) : null}
      <DropZone
        label="Choose a pack to verify"
        accept=".zip,application/zip"
        icon={Upload}
        disabled={work !== null}
        onFile={(file) => void verify(file.name, async () => new Uint8Array(await file.arrayBuffer()))}
      >
        Drop a <span className="font-mono text-xs">pack.zip</span> here
      </DropZone>
      <details className="mt-4">
        <summary id={keySection} className="cursor-pointer text-sm font-medium">
          Do you have the signer’s key?
        </summary>
        <div className="mt-2">
          <AreaField
            label="Public key"
            hint={
              <>
                Paste the public-key.pem that the signer gave you. Without it, the check shows only that
                nothing was changed after signing.
              </>
            }
            error={pemError}
            value={pem}
            onChange={setPem}
          />
        </div>
      </details>
      <div aria-live="polite" className="mt-4 flex flex-col gap-3">
        {work ? (
          <>
            <ProgressBar label={`Verifying ${work.name}`} fraction={work.share} />
            <p className="text-sm text-muted">Verifying {work.name}…</p>
          </>
        ) : null}
        {error ? <InlineProblem error={error} /> : null}
        {result ? <Outcome name={result.name} checked={result.checked} /> : null}
      </div>
    </Card>
  );
}

function Outcome({ name, checked }: { name: string; checked: Checked }) {
  const { intact, signerVerified, signer, faults, files, statement } = checked;
  const Icon = intact ? ShieldCheck : ShieldX;
  return (
    <section
      aria-label="Outcome of the verification"
      className={cx('rounded-card p-4', intact ? 'bg-pass-soft' : 'bg-fail-soft')}
    >
      <div className="flex items-start gap-3">
        <Icon aria-hidden size={24} className={cx('mt-0.5 shrink-0', intact ? 'text-pass' : 'text-fail')} />
        <div className="min-w-0">
          <h3 className={cx('text-lg font-semibold', intact ? 'text-pass' : 'text-fail')}>
            {intact ? 'Intact' : 'Not intact'}
          </h3>
          <p className="mt-1 text-sm text-ink">
            {intact
              ? `${name}: all ${files} files are as they were signed, and the statement agrees with them.`
              : `${name} does not match what was signed.`}
          </p>
          {signer && intact ? (
            <p className="mt-2 flex flex-wrap items-center gap-2 text-sm text-ink">
              {signerVerified
                ? 'Signed by the key you gave:'
                : 'The signer is not verified. Compare this fingerprint with the one that the signer gave you:'}
              <HashChip hash={signer} name="fingerprint" />
            </p>
          ) : null}
        </div>
      </div>
      {faults.length > 0 ? (
        <ul aria-label="Faults" className="mt-3 flex flex-col gap-1">
          {faults.slice(0, 20).map((fault) => (
            <li key={`${fault.code} ${fault.file ?? ''}`} className="text-sm text-ink">
              <span className="font-mono text-xs font-medium">{fault.file ?? 'the pack'}</span>:{' '}
              {fault.reason} <span className="font-mono text-xs">({fault.code})</span>
            </li>
          ))}
        </ul>
      ) : null}
      {intact && statement ? (
        <dl
          className={cx(
            'mt-4 grid gap-x-6 gap-y-2 border-t border-line pt-4 text-sm text-ink',
            'sm:grid-cols-[auto_minmax(0,1fr)]',
          )}
        >
          <dt>Answer</dt>
          <dd>{statement.answer}</dd>
          <dt>Differential privacy</dt>
          <dd>{claimText(statement.epsilon)}</dd>
          <dt>Recipe, schema, seed</dt>
          <dd className="flex flex-wrap gap-2">
            <HashChip hash={statement.recipeHash} name="recipe hash" />
            <HashChip hash={statement.schemaHash} name="schema hash" />
            <HashChip hash={statement.datasetVersion} name="seed hash" />
          </dd>
          <dt>Software</dt>
          <dd>{statement.software}</dd>
        </dl>
      ) : null}
    </section>
  );
}
