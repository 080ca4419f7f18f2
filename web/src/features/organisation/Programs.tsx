import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../api/problem';
import type { Program, Role } from '../../api/types';
import { age, words } from '../../format/numbers';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { CopyField } from '../../ui/CopyField';
import { TextField } from '../../ui/fields';
import { ShowMore } from '../../ui/ShowMore';
import { InlineProblem } from '../../ui/states';
import { Table, Td, Th } from '../../ui/Table';
import { useNow } from '../../ui/useNow';
import { programParts, useEndProgram, useMakeProgram } from './queries';
import { RoleSelect } from './RoleSelect';

/** Programs that fetch tokens of their own (OAuth client credentials). */
export function Programs() {
  const list = useInfiniteQuery(programParts);
  // Another authority issues the tokens of this server, and keeps its programs.
  if (list.error instanceof ApiProblem && list.error.status === 404) return null;
  const programs = list.data ?? [];
  return (
    <Card
      title="Programs"
      hint={
        'For software that fetches short-lived tokens itself: OAuth 2.0 client credentials at /connect/token, ' +
        'scope aethergen.'
      }
    >
      <ProgramForm />
      <InlineProblem error={list.error} />
      {programs.length > 0 ? (
        <div className="mt-4">
          <Table label="Programs">
            <thead>
              <tr>
                <Th>Name</Th>
                <Th>Role</Th>
                <Th>Made by</Th>
                <Th>When</Th>
                <Th>State</Th>
                <Th>Action</Th>
              </tr>
            </thead>
            <tbody>
              {programs.map((program) => (
                <ProgramRow key={program.id} program={program} />
              ))}
            </tbody>
          </Table>
        </div>
      ) : null}
      <ShowMore list={list} what="programs" />
    </Card>
  );
}

function ProgramForm() {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('analyst');
  const make = useMakeProgram();
  return (
    <>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate({ name, role }, { onSuccess: () => setName('') });
        }}
      >
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          <TextField
            label="Name of the program"
            required
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <RoleSelect label="Role of the program" role={role} most="engineer" onChange={setRole} />
        </div>
        <InlineProblem error={make.error} />
        <div>
          <Button type="submit" busy={make.isPending}>
            Make program
          </Button>
        </div>
      </form>
      {make.data ? (
        <div className="mt-4 flex flex-col gap-2 border-t border-line pt-4">
          <p role="status" className="text-sm">
            “{make.data.program.name}” is made. Its secret is shown only now.
          </p>
          <CopyField label="Client id" text={make.data.clientId} />
          <CopyField label="Client secret" text={make.data.clientSecret} />
        </div>
      ) : null}
    </>
  );
}

function ProgramRow({ program }: { program: Program }) {
  const end = useEndProgram();
  const now = useNow(60_000);
  return (
    <tr>
      <Td>
        {program.name}
        <InlineProblem error={end.error} />
      </Td>
      <Td>{words(program.role)}</Td>
      <Td>{program.madeBy}</Td>
      <Td>{age(program.createdAt, now)}</Td>
      <Td>{program.endedAt ? 'Ended' : 'Works'}</Td>
      <Td>
        {program.endedAt ? null : (
          <ConfirmDialog
            trigger={
              <Button look="ghost" busy={end.isPending} aria-label={`End the program ${program.name}`}>
                End
              </Button>
            }
            title={`End the program ${program.name}?`}
            confirm="End the program"
            onConfirm={() => end.mutate(program.id)}
          >
            Its tokens end at once. It cannot be used again.
          </ConfirmDialog>
        )}
      </Td>
    </tr>
  );
}
