import { FileQuestion, ShieldCheck, ShieldQuestion, ShieldX, type LucideIcon } from 'lucide-react';
import type { TrialSummary } from '../../api/types';
import { counted } from '../../format/numbers';
import { claimText } from '../../runs/epsilon';
import { Badge } from '../../ui/Badge';
import { cx } from '../../ui/cx';
import { Fingerprint } from '../../ui/Fingerprint';
import { HashChip } from '../../ui/HashChip';
import { isOutcome } from './verify/verdict';
import type { Checked } from './verify/verify';

/** Who signed, as far as the reader can tell: the key that they gave, their organisation’s, or an unknown one. */
export type Signer = 'given' | 'ours' | 'unknown';

type Look = { title: string; icon: LucideIcon; panel: string; ink: string };

const LOOKS = {
  foreign: { title: 'Not an evidence pack', icon: FileQuestion, panel: 'bg-warn-soft', ink: 'text-warn' },
  broken: { title: 'Not intact', icon: ShieldX, panel: 'bg-fail-soft', ink: 'text-fail' },
  unknown: {
    title: 'Intact, but the signer is not known',
    icon: ShieldQuestion,
    panel: 'bg-warn-soft',
    ink: 'text-warn',
  },
  // Intact and signed by a known key, but the verdict in it is no pass: no green beside it.
  plain: { title: 'Intact', icon: ShieldCheck, panel: 'bg-sunken', ink: 'text-ink' },
  good: { title: 'Intact', icon: ShieldCheck, panel: 'bg-pass-soft', ink: 'text-pass' },
} as const satisfies Record<string, Look>;

const SIGNED: Readonly<Record<Signer, string>> = {
  given: 'Signed by the key that you gave:',
  ours: 'Signed by your organisation’s key:',
  unknown:
    'Anyone could have signed this. Compare the fingerprint with the one that the signer gave you by another way:',
};

/** The result of a verification: the verdict in the pack first, then whether it is unchanged and who signed it. */
export function Outcome({
  name,
  checked,
  zip,
  signer,
}: {
  name: string;
  checked: Checked;
  /** Whether the file is a ZIP file at all. */
  zip: boolean;
  signer: Signer;
}) {
  const { intact, faults, statement } = checked;
  const verdict = intact && statement ? verdictIn(statement.ablationSummary) : null;
  const foreign = !zip || isUnsigned(checked);
  const { title, icon: Icon, panel, ink } = LOOKS[foreign ? 'foreign' : lookOf(checked, signer, verdict)];
  return (
    <section aria-label="Outcome of the verification" className="flex flex-col gap-3">
      {intact ? <PackVerdict verdict={verdict} /> : null}
      <div className={cx('rounded-card p-4', panel)}>
        <div className="flex items-start gap-3">
          <Icon aria-hidden size={24} className={cx('mt-0.5 shrink-0', ink)} />
          <div className="min-w-0">
            <h3 className={cx('text-lg font-semibold', ink)}>{title}</h3>
            <p className="mt-1 text-sm text-ink">{foreign ? FOREIGN(name) : sentence(name, checked)}</p>
            {checked.signer && intact ? (
              <div className="mt-2 flex flex-col gap-1 text-sm text-ink">
                {SIGNED[signer]}
                <Fingerprint hex={checked.signer} />
              </div>
            ) : null}
          </div>
        </div>
        {faults.length > 0 && !foreign ? (
          <ul aria-label="Faults" className="mt-3 flex flex-col gap-1">
            {faults.slice(0, 20).map((fault) => (
              <li key={`${fault.code} ${fault.file ?? ''}`} className="text-sm text-ink">
                <span className="font-mono text-xs font-medium">{fault.file ?? 'the file'}</span>:{' '}
                {fault.reason} <span className="font-mono text-xs">({fault.code})</span>
              </li>
            ))}
          </ul>
        ) : null}
        {intact && statement ? <Statement statement={statement} /> : null}
      </div>
    </section>
  );
}

function PackVerdict({ verdict }: { verdict: Judgement | null }) {
  return (
    <div className="rounded-card border border-line p-4">
      <h3 className="text-xs text-muted">Verdict of the report</h3>
      <div className="mt-1">
        {verdict ? <Badge state={verdict.outcome} /> : <Badge state="not-measured" word="No verdict" />}
      </div>
      <p className="mt-1 text-sm">
        {verdict?.sentence ?? 'The signed statement holds no verdict. Read the reports in the pack.'}
      </p>
      {verdict?.failedGates?.length ? (
        <p className="mt-1 text-sm">
          Gates that fail: {verdict.failedGates.map((gate) => gate.replaceAll('-', ' ')).join(', ')}.
        </p>
      ) : null}
    </div>
  );
}

function Statement({ statement }: { statement: NonNullable<Checked['statement']> }) {
  return (
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
  );
}

function lookOf({ intact }: Checked, signer: Signer, verdict: Judgement | null): keyof typeof LOOKS {
  if (!intact) return 'broken';
  if (signer === 'unknown') return 'unknown';
  return verdict?.outcome === 'pass' ? 'good' : 'plain';
}

/** Whether the file holds no statement and no signature, so that it never was a pack. */
function isUnsigned({ faults }: Checked): boolean {
  return ['manifest.json', 'manifest.dsse.json'].every((wanted) =>
    faults.some(({ file, code }) => file === wanted && code === 'pack.missing-file'),
  );
}

const FOREIGN = (name: string) =>
  `${name} holds no signed statement. Choose the ZIP file that “Download the pack” saved, without unpacking it.`;

function sentence(name: string, { intact, files, faults }: Checked): string {
  if (intact)
    return `${name}: all ${counted(files, 'file')} are as they were signed, and the statement agrees with them.`;
  // Nothing of it was read, so that nothing was compared.
  return faults.some(({ code, file }) => code === 'pack.unreadable' && file == null)
    ? `${name} is damaged or cut short. Download it again, or ask the sender for it again.`
    : `${name} does not match what was signed.`;
}

type Judgement = NonNullable<TrialSummary['verdict']>;

/** The verdict in a statement's summary of the run; null where there is none, as in packs of earlier versions. */
function verdictIn(summary: unknown): Judgement | null {
  const verdict = isRecord(summary) && isRecord(summary.verdict) ? summary.verdict : {};
  const { outcome, sentence, failedGates } = verdict;
  if (!isOutcome(outcome) || typeof sentence !== 'string') return null;
  const gates = Array.isArray(failedGates) ? failedGates.filter((gate) => typeof gate === 'string') : [];
  return { outcome, sentence, failedGates: gates };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
