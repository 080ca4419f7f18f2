import { useState } from 'react';
import { ApiProblem } from '../../api/problem';
import type { Role } from '../../api/types';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { CopyField } from '../../ui/CopyField';
import { SelectField, TextField } from '../../ui/fields';
import { InlineProblem } from '../../ui/states';
import { useMakeKey } from './queries';
import { RoleSelect } from './RoleSelect';

const DAYS = [7, 30, 90, 365];

export function KeyForm() {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('analyst');
  const [days, setDays] = useState(90);
  const make = useMakeKey();
  const problem = make.error instanceof ApiProblem ? make.error : null;
  return (
    <Card
      title="New key"
      hint="The audit names the key by its name. A key can do what its role may, and no more."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate({ name, role, days }, { onSuccess: () => setName('') });
        }}
      >
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-3">
          <TextField
            label="Name"
            required
            maxLength={100}
            hint="For example “nightly run”."
            value={name}
            error={problem?.of('name')}
            onChange={(event) => setName(event.target.value)}
          />
          <RoleSelect label="Role" role={role} most="engineer" onChange={setRole} />
          <SelectField
            label="Works for"
            value={days}
            onChange={(event) => setDays(Number(event.target.value))}
          >
            {DAYS.map((length) => (
              <option key={length} value={length}>
                {length} days
              </option>
            ))}
          </SelectField>
        </div>
        <InlineProblem error={make.error} />
        <div>
          <Button type="submit" look="primary" busy={make.isPending}>
            Make key
          </Button>
        </div>
      </form>
      {make.data ? (
        <div className="mt-4 flex flex-col gap-2 border-t border-line pt-4">
          <p role="status" className="text-sm">
            The key “{make.data.key.name}” is made. Its secret is shown only now: keep it where the script
            finds it and nobody else does.
          </p>
          <CopyField label="Secret" text={make.data.text} />
        </div>
      ) : null}
    </Card>
  );
}
