import { useSuspenseQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { meQuery } from '../../queries/me';
import { PageHeader } from '../../ui/PageHeader';
import { Tabs, type Tab } from '../../ui/Tabs';
import { Audit } from './Audit';
import { Keys } from './Keys';
import { Members } from './Members';
import { ROLES } from './roles';
import { Settings } from './Settings';

const MEMBERS: Tab = { id: 'members', title: 'Members', content: <Members /> };
const SETTINGS: Tab = { id: 'settings', title: 'Settings', content: <Settings /> };
const OWNERS: readonly Tab[] = [
  MEMBERS,
  { id: 'keys', title: 'Keys', content: <Keys /> },
  { id: 'audit', title: 'Audit', content: <Audit /> },
  SETTINGS,
];

export function OrganisationPage() {
  const { data: me } = useSuspenseQuery(meQuery);
  const [params, setParams] = useSearchParams();
  const section = params.get('section') ?? 'members';
  if (!me) return null;
  const tabs = me.role === 'owner' ? OWNERS : [MEMBERS, SETTINGS];
  return (
    <>
      <PageHeader
        title={me.tenant}
        lead={`Your role: ${me.role}, who ${ROLES.find(({ role }) => role === me.role)?.may ?? ''}.`}
      />
      <Tabs
        label="Sections of the organisation"
        tabs={tabs}
        value={tabs.some(({ id }) => id === section) ? section : 'members'}
        onChange={(id) => setParams({ section: id })}
      />
    </>
  );
}
