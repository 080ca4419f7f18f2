import { useSuspenseQuery } from '@tanstack/react-query';
import { Play, Save } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useBeforeUnload, useBlocker, useNavigate, useSearchParams } from 'react-router';
import type { Column, ColumnFinding, Schema, SchemaVersion, SeedFile } from '../../api/types';
import { canonical } from '../../format/canonical';
import { counted } from '../../format/numbers';
import { Button, ButtonLink } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { TextField } from '../../ui/fields';
import { HashChip } from '../../ui/HashChip';
import { LeaveDialog } from '../../ui/LeaveDialog';
import { PageHeader } from '../../ui/PageHeader';
import { InlineProblem } from '../../ui/states';
import { useUndo } from '../../ui/Undo';
import { useFormDraft } from '../../ui/useFormDraft';
import { ColumnEditor } from './ColumnEditor';
import { ColumnList } from './ColumnList';
import { faulty } from './columns';
import { ConstraintList } from './ConstraintList';
import { isTaken, takenByFormat, withChanged, withColumn, withoutColumn } from './edit';
import { InDoubt } from './InDoubt';
import { PrivacyFields } from './PrivacyFields';
import { Proposed } from './Proposed';
import { constraintKindsQuery, useSaveSchema } from './queries';
import { SeedCheck } from './SeedCheck';
import { UnreadTexts, useUnread } from './unread';

type Props = {
  projectId: string;
  /** The schema that fills the form at first. */
  saved: Schema;
  /** The saved version of it; null where it is a proposal. */
  version: SchemaVersion | null;
  seed: SeedFile | null;
  findings: readonly ColumnFinding[];
};

/** A seed that is read in another way has another proposal, with a draft of its own. */
function draftKey(version: SchemaVersion | null, seed: SeedFile | null): string {
  if (version || !seed) return `schema:${version?.id}`;
  return `schema:${seed.id}${seed.reading ? canonical(seed.reading) : ''}`;
}

/** Edits a proposed or saved schema, and saves it as a new version. */
export function Designer({ projectId, saved, version, seed, findings }: Props) {
  const unread = useUnread(draftKey(version, seed));
  const form = useFormDraft(draftKey(version, seed), () => saved, unread.clear);
  const { value: schema, set: setSchema } = form;
  /** What is stored on the server by now; null while nothing is. A ref, because leaving asks before React renders. */
  const stored = useRef(version ? canonical(saved) : null);
  const asked = useSearchParams()[0].get('column');
  const [selected, setSelected] = useState(() =>
    Math.max(
      0,
      schema.columns.findIndex(({ name }) => name === asked),
    ),
  );
  const { data: kinds } = useSuspenseQuery(constraintKindsQuery);
  const save = useSaveSchema(projectId);
  const navigate = useNavigate();
  const { offer, notice } = useUndo();
  /** The schema as it is by now, for an undo that is offered while it is edited. */
  const current = useRef(schema);
  useEffect(() => {
    current.current = schema;
  }, [schema]);

  const text = useMemo(() => canonical(schema), [schema]);
  const unreadNames = unread.namesIn(schema.columns);
  const dirty = text !== canonical(saved) || unreadNames.length > 0;
  const wrong = [...new Set([...faulty(schema), ...unreadNames])];
  const texts = schema.columns
    .filter((column) => column.kind === 'text' && column.redacted == null)
    .map(({ name }) => name);
  const doubtful = schema.columns
    .filter(({ doubt, confirmed }) => doubt && !confirmed)
    .map(({ name }) => name);
  const column = schema.columns[selected];

  const atRisk = () => dirty && text !== stored.current;
  useBeforeUnload((event) => {
    if (atRisk()) event.preventDefault();
  });
  const blocker = useBlocker(atRisk);

  const store = () =>
    save.mutate(schema, {
      onSuccess: (made) => {
        stored.current = text;
        form.forget();
        unread.clear();
        void navigate(`/projects/${projectId}/schemas/${made.id}`, { replace: version === null });
      },
    });

  /** The name by which constraints know the selected column while its new name is not one of its own yet. */
  const known = useRef<string | null>(null);
  const change = (next: Column) => {
    const from = known.current ?? column?.name ?? '';
    known.current = isTaken(schema, selected, next.name) ? from : null;
    if (column) unread.follow(column, next);
    const changed = withChanged(schema, selected, next, from, kinds);
    setSchema(changed);
    const taken = takenByFormat(schema, changed, next.name);
    if (taken) offer({ message: taken.what, undo: () => setSchema(taken.back(current.current)) });
  };
  const select = (place: number) => {
    known.current = null;
    setSelected(place);
  };
  const remove = (place: number) => {
    const name = schema.columns[place]?.name;
    const known = [...saved.columns, ...(seed?.profile.schema.columns ?? [])];
    const next = withoutColumn(
      schema,
      place,
      kinds,
      known.some((column) => column.name === name),
    );
    const gone = schema.constraints.length - next.constraints.length;
    const also = gone === 0 ? '' : `, with ${counted(gone, 'constraint')} that used it`;
    setSchema(next);
    select(Math.max(0, place < selected ? selected - 1 : Math.min(selected, next.columns.length - 1)));
    offer({
      message: `Column “${name}” removed${also}.`,
      undo: () => setSchema(schema),
    });
  };

  return (
    <>
      <PageHeader
        title={version ? version.name : `Schema proposed from ${seed?.name ?? 'a seed'}`}
        lead={version ? undefined : 'Change what is wrong, then save the schema as its first version.'}
        meta={
          version ? (
            <>
              <span>Version {version.number}</span>
              <HashChip hash={version.hash} name="schema hash" />
              {dirty ? <span className="font-medium text-warn">Unsaved changes</span> : null}
            </>
          ) : null
        }
        actions={
          <>
            {dirty ? (
              <Button
                onClick={() => {
                  setSchema(saved);
                  form.forget();
                  unread.clear();
                }}
              >
                Discard changes
              </Button>
            ) : null}
            {version && !dirty && doubtful.length === 0 ? (
              <ButtonLink
                to={`/projects/${projectId}/generation/new?schema=${version.id}${seed ? `&seed=${seed.id}` : ''}`}
              >
                <Play aria-hidden size={14} /> Start a run with this schema
              </ButtonLink>
            ) : null}
            <Button
              look="primary"
              busy={save.isPending}
              disabled={(version !== null && !dirty) || wrong.length > 0 || schema.columns.length === 0}
              onClick={store}
            >
              <Save aria-hidden size={14} /> {version ? 'Save as a new version' : 'Save schema'}
            </Button>
          </>
        }
      />
      {dirty ? form.notice : null}
      {version === null && seed ? <Proposed projectId={projectId} seed={seed} /> : null}
      <div className="mb-4 flex flex-col gap-2 empty:hidden">
        <InlineProblem error={save.error} />
        {wrong.length > 0 ? (
          <p role="alert" className="rounded-control bg-fail-soft px-3 py-2 text-sm text-fail">
            Correct these columns before you save: {wrong.join(', ')}.
            {texts.length > 0
              ? ` No generator models free text: redact or remove ${texts.join(' and ')}, or choose another kind.`
              : ''}
          </p>
        ) : null}
        {doubtful.length > 0 ? (
          <InDoubt
            names={doubtful}
            onSelect={(name) => select(schema.columns.findIndex((column) => column.name === name))}
          />
        ) : null}
      </div>
      {version ? null : (
        <div className="mb-6 grid max-w-3xl gap-4 sm:grid-cols-2">
          <TextField
            label="Name of the schema"
            value={schema.name}
            maxLength={200}
            onChange={(event) => setSchema({ ...schema, name: event.target.value })}
          />
        </div>
      )}
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <ColumnList
            schema={schema}
            selected={selected}
            wrong={wrong}
            proposed={seed?.profile.schema.columns ?? []}
            onSelect={select}
            onAdd={(column) => {
              setSchema(withColumn(schema, column));
              select(schema.columns.length);
            }}
            onRemove={remove}
          />
          <ConstraintList
            columns={schema.columns}
            constraints={schema.constraints}
            isPrivate={schema.privacy != null}
            onChange={(constraints) => setSchema({ ...schema, constraints: [...constraints] })}
            onRemoved={(message) => offer({ message, undo: () => setSchema(schema) })}
          />
          <PrivacyFields schema={schema} onChange={(privacy) => setSchema({ ...schema, privacy })} />
          {seed ? <SeedCheck key={canonical(schema)} seed={seed} schema={schema} /> : null}
        </div>
        {column ? (
          <UnreadTexts value={unread.of(column.name)}>
            <ColumnEditor
              key={`${selected} ${schema.columns.length}`}
              column={column}
              all={schema.columns}
              finding={findings.find(({ name }) => name === column.name)}
              onChange={change}
              onRemove={() => remove(selected)}
              onRemoved={(message) => offer({ message, undo: () => setSchema(schema) })}
            />
          </UnreadTexts>
        ) : (
          <Card title="No column">A schema needs columns. Add one.</Card>
        )}
      </div>
      {notice}
      <LeaveDialog
        open={blocker.state === 'blocked'}
        onStay={() => blocker.reset?.()}
        onLeave={() => blocker.proceed?.()}
      />
    </>
  );
}
