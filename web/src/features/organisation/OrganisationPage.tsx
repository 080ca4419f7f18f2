import { useSuspenseQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { Role } from '../../api/types';
import { meQuery } from '../../queries/me';
import { PageHeader } from '../../ui/PageHeader';
import { Tabs, type Tab } from '../../ui/Tabs';
import { Audit } from './Audit';
import { Keys } from './Keys';
import { Members } from './Members';
import { ROLE_CAN } from './roles';
import { Settings } from './Settings';
import { SingleSignOn } from './SingleSignOn';

const MEMBERS: Tab = { id: 'members', title: 'Members', content: <Members /> };
const SETTINGS: Tab = { id: 'settings', title: 'Settings', content: <Settings /> };
const TABS: Record<Role, readonly Tab[]> = {
  reviewer: [SETTINGS],
  analyst: [MEMBERS, SETTINGS],
  engineer: [MEMBERS, SETTINGS],
  owner: [
    MEMBERS,
    { id: 'keys', title: 'Keys', content: <Keys /> },
    { id: 'single-sign-on', title: 'Single sign-on', content: <SingleSignOn /> },
    { id: 'audit', title: 'Audit', content: <Audit /> },
    SETTINGS,
  ],
};

export function OrganisationPage() {
  const { data: me } = useSuspenseQuery(meQuery);
  const [params, setParams] = useSearchParams();
  const section = params.get('section') ?? 'members';
  if (!me) return null;
  const tabs = TABS[me.role];
  return (
    <>
      <PageHeader title={me.tenant} lead={`Your role: ${me.role}. ${ROLE_CAN[me.role]}`} />
      <Tabs
        label="Sections of the organisation"
        tabs={tabs}
        value={tabs.find(({ id }) => id === section)?.id ?? tabs[0]?.id ?? 'settings'}
        onChange={(id) => setParams({ section: id })}
      />
    </>
  );
}
