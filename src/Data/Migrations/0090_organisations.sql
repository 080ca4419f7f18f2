-- A person may be a member of several organisations; accounts.tenant_id is the one that was opened last.
alter table members drop constraint members_pkey;
alter table members add primary key (tenant_id, account_id);

-- Which organisations an account belongs to, read before the tenant is known; kept in step with members.
create table identity.account_tenants (
    account_id uuid not null references identity.accounts on delete cascade,
    tenant_id uuid not null references tenants,
    primary key (account_id, tenant_id)
);
grant select, insert, delete on identity.account_tenants to aethergen_app;
insert into identity.account_tenants select id, tenant_id from identity.accounts;

create function follow_members() returns trigger language plpgsql
as $$
begin
    if tg_op = 'DELETE' then
        delete from identity.account_tenants where account_id = old.account_id and tenant_id = old.tenant_id;
    else
        insert into identity.account_tenants values (new.account_id, new.tenant_id) on conflict do nothing;
    end if;
    return null;
end
$$;
create trigger follow_members after insert or delete on members for each row execute function follow_members();
create trigger tell_change after insert or update on members for each row execute function tell_change('members', 'account_id');

create table invitations (
    id uuid primary key,
    tenant_id uuid not null references tenants,
    email text not null,
    role text not null check (role in ('reviewer', 'analyst', 'engineer', 'owner')),
    token_sha256 text not null,
    invited_by text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    mailed boolean not null default false,
    accepted_at timestamptz,
    withdrawn_at timestamptz
);
create index on invitations (tenant_id, created_at);
call wall('invitations');
revoke delete on invitations from aethergen_app;
create trigger tell_change after insert or update on invitations for each row execute function tell_change('members', 'id');

-- When the organisation and all it has are deleted; null where nobody asked for it.
alter table tenants add column deletion_due timestamptz;

-- Who did what, in order. The database gives an entry its number, its time to the second and its hash over all its
-- fields and the hash before it, so that an entry that is changed, added or taken out later is found.
create table audit_entries (
    id uuid primary key,
    tenant_id uuid not null references tenants deferrable initially deferred,
    number integer not null check (number >= 1),
    at timestamptz not null,
    actor text not null,
    action text not null,
    subject text not null,
    detail text not null,
    previous text not null,
    hash text not null,
    unique (tenant_id, number)
);
call wall('audit_entries');
revoke update, delete on audit_entries from aethergen_app;

create function chain_audit_entry() returns trigger language plpgsql
as $$
declare
    last record;
begin
    -- Entries of one tenant wait for each other until the transaction ends.
    perform pg_advisory_xact_lock(1635087363, hashtext(new.tenant_id::text));
    select number, hash into last from audit_entries where tenant_id = new.tenant_id order by number desc limit 1;
    new.number = coalesce(last.number, 0) + 1;
    new.at = date_trunc('second', clock_timestamp());
    new.previous = coalesce(last.hash, repeat('0', 64));
    new.hash = encode(sha256(convert_to(concat_ws(E'\n',
        new.tenant_id, new.number, to_char(new.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        new.actor, new.action, new.subject, new.detail, new.previous), 'UTF8')), 'hex');
    return new;
end
$$;
create trigger chain before insert on audit_entries for each row execute function chain_audit_entry();
