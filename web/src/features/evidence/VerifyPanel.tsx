import { useQuery } from '@tanstack/react-query';
import { FileCheck2, Upload } from 'lucide-react';
import { useId, useState } from 'react';
import { meQuery } from '../../queries/me';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { DropZone } from '../../ui/DropZone';
import { AreaField } from '../../ui/fields';
import { InlineProblem, ProgressBar } from '../../ui/states';
import { useFormDraft } from '../../ui/useFormDraft';
import { Outcome, type Signer } from './Outcome';
import { signingKeysQuery } from './queries';
import { readPublicKey } from './verify/signature';
import { verifyPack, type Checked } from './verify/verify';

type Work = { name: string; share: number };

/** A pack that can be verified without dropping a file. */
export type PackSource = { name: string; open: () => Promise<Uint8Array<ArrayBuffer>> };

/** Verifies a pack in the browser; nothing is sent to a server. */
export function VerifyPanel({ source }: { source?: PackSource }) {
  const [work, setWork] = useState<Work | null>(null);
  const [result, setResult] = useState<{ name: string; checked: Checked; zip: boolean } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const { value: pem, set: setPem } = useFormDraft('verify:public-key', () => '');
  const [pemError, setPemError] = useState<string>();
  const keySection = useId();
  const { data: me } = useQuery(meQuery);
  const { data: ours } = useQuery({ ...signingKeysQuery, enabled: me != null });
  const signerOf = ({ signer, signerVerified }: Checked): Signer => {
    if (signerVerified) return 'given';
    return ours?.some(({ fingerprint }) => fingerprint === signer) ? 'ours' : 'unknown';
  };

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
      const bytes = await open();
      const checked = await verifyPack(bytes, key, (_file, share) => setWork({ name, share }));
      setResult({ name, checked, zip: bytes[0] === 0x50 && bytes[1] === 0x4b });
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
        {result ? <Outcome {...result} signer={signerOf(result.checked)} /> : null}
      </div>
    </Card>
  );
}
