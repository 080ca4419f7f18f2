import { useCreateOrganisation } from '../../queries/organisations';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { TextField } from '../../ui/fields';
import { PageHeader } from '../../ui/PageHeader';
import { InlineProblem } from '../../ui/states';
import { useFormDraft } from '../../ui/useFormDraft';

export function NewOrganisationPage() {
  const { value: name, set: setName, forget } = useFormDraft('new-organisation', () => '');
  const create = useCreateOrganisation();
  return (
    <>
      <PageHeader
        title="New organisation"
        lead={
          'It has members, projects, keys and budgets of its own. You are its owner, and switch between your ' +
          'organisations in the account menu.'
        }
      />
      <Card className="max-w-lg">
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate(name, { onSuccess: forget });
          }}
        >
          <TextField
            label="Name"
            required
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <InlineProblem error={create.error} />
          <div>
            <Button type="submit" look="primary" busy={create.isPending}>
              Make the organisation
            </Button>
          </div>
        </form>
      </Card>
    </>
  );
}
