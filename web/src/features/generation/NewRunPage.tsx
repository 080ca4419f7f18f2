import { useSuspenseQuery } from '@tanstack/react-query';
import { Play, Sprout, Table2 } from 'lucide-react';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { EMPTY_DRAFT, errorsOf, recipeOf, type Draft } from '../../runs/draft';
import { SourceFields } from '../../runs/SourceFields';
import { Button, ButtonLink } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { TextField } from '../../ui/fields';
import { PageHeader } from '../../ui/PageHeader';
import { Empty, InlineProblem } from '../../ui/states';
import { useProjectId } from '../../ui/useParam';
import { schemasQuery } from '../schemas/queries';
import { seedsQuery } from '../seeding/queries';
import { GeneratorChoice } from './GeneratorChoice';
import { generatorsQuery, useStartRun } from './queries';

export function NewRunPage() {
  const projectId = useProjectId();
  const { data: seeds } = useSuspenseQuery(seedsQuery(projectId));
  const { data: schemas } = useSuspenseQuery(schemasQuery(projectId));
  const here = `/projects/${projectId}`;

  return (
    <>
      <PageHeader
        title="Start a run"
        lead="Everything a run does follows from what is chosen here, and goes into its evidence."
      />
      {seeds.length === 0 ? (
        <Empty
          icon={Sprout}
          title="A run needs a seed"
          action={
            <ButtonLink look="primary" to={`${here}/seeding`}>
              Upload a seed
            </ButtonLink>
          }
        >
          Upload a small file of real rows first.
        </Empty>
      ) : schemas.length === 0 ? (
        <Empty
          icon={Table2}
          title="A run needs a schema"
          action={
            <ButtonLink look="primary" to={`${here}/schemas/new?seed=${seeds[0]?.id ?? ''}`}>
              Design the schema
            </ButtonLink>
          }
        >
          One is proposed from the seed; look it over and save it.
        </Empty>
      ) : (
        <RunForm projectId={projectId} />
      )}
    </>
  );
}

function RunForm({ projectId }: { projectId: string }) {
  const { data: seeds } = useSuspenseQuery(seedsQuery(projectId));
  const { data: schemas } = useSuspenseQuery(schemasQuery(projectId));
  const { data: generators } = useSuspenseQuery(generatorsQuery);
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const start = useStartRun(projectId);

  const [seedId, setSeedId] = useState(params.get('seed') ?? seeds[0]?.id ?? '');
  const [schemaId, setSchemaId] = useState(params.get('schema') ?? schemas[0]?.id ?? '');
  const [tried, setTried] = useState(false);
  const [draft, setDraft] = useState<Draft>(() => ({
    ...EMPTY_DRAFT,
    name: seeds.find(({ id }) => id === seedId)?.name.replace(/\.\w+$/, '') ?? '',
    generators: ['auto'],
  }));
  const seed = seeds.find(({ id }) => id === seedId);
  const errors = errorsOf(draft);
  const shown = tried ? errors : {};
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });

  return (
    <form
      className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!seed || Object.keys(errors).length > 0) return;
        start.mutate(
          { name: draft.name.trim(), seedId, schemaId, recipe: recipeOf(draft, seed.name) },
          { onSuccess: (run) => void navigate(`/projects/${projectId}/generation/${run.id}`) },
        );
      }}
    >
      <div className="flex flex-col gap-6">
        <Card title="What is generated from">
          <div className="grid gap-4 sm:grid-cols-2">
            <div className="sm:col-span-2">
              <TextField
                label="Name"
                value={draft.name}
                error={shown.name}
                maxLength={200}
                onChange={(event) => change({ name: event.target.value })}
              />
            </div>
            <SourceFields
              seeds={seeds}
              schemas={schemas}
              seedId={seedId}
              schemaId={schemaId}
              target={draft.target}
              onChange={(next) => {
                if (next.seedId !== undefined) setSeedId(next.seedId);
                if (next.schemaId !== undefined) setSchemaId(next.schemaId);
                if (next.target !== undefined) change({ target: next.target });
              }}
            />
          </div>
        </Card>
        <Card title="Generator">
          <GeneratorChoice
            generators={generators}
            chosen={draft.generators[0] ?? 'auto'}
            onChoose={(name) => change({ generators: [name] })}
          />
        </Card>
      </div>
      <Card title="How much">
        <div className="flex flex-col gap-4">
          <TextField
            label="Synthetic rows"
            inputMode="numeric"
            placeholder="As many as the generator sees"
            value={draft.rows}
            error={shown.rows}
            onChange={(event) => change({ rows: event.target.value })}
          />
          <TextField
            label="Repeats"
            inputMode="numeric"
            hint="Each repeat has its own split and noise; three or more give intervals over repeats."
            value={draft.repeats}
            error={shown.repeats}
            onChange={(event) => change({ repeats: event.target.value })}
          />
          <TextField
            label="Random seed"
            inputMode="numeric"
            hint="The same seed gives the same bytes."
            value={draft.seed}
            error={shown.seed}
            onChange={(event) => change({ seed: event.target.value })}
          />
          <InlineProblem error={start.error} />
          <Button type="submit" look="primary" busy={start.isPending}>
            <Play aria-hidden size={14} /> Start the run
          </Button>
        </div>
      </Card>
    </form>
  );
}
