-- Every table of this schema belongs to tenants and is walled by row-level security, forced on its owner too.
-- Api and Worker sign in as aethergen_app, which owns nothing and passes through no policy.

-- The tenant that this session speaks for; null, and so no row, where nobody said.
create function current_tenant() returns uuid language sql stable
as $$ select nullif(current_setting('app.tenant', true), '')::uuid $$;

create table tenants (
    id uuid primary key,
    name text not null,
    created_at timestamptz not null
);

create table members (
    account_id uuid primary key,
    tenant_id uuid not null references tenants,
    email text not null,
    role text not null check (role in ('reviewer', 'analyst', 'engineer', 'owner')),
    created_at timestamptz not null
);
create index on members (tenant_id);

create table sign_ins (
    id uuid primary key,
    tenant_id uuid not null references tenants,
    email text not null,
    method text not null,
    succeeded boolean not null,
    at timestamptz not null
);
create index on sign_ins (tenant_id, at);

create table signing_keys (
    fingerprint text primary key,
    tenant_id uuid not null references tenants,
    pem text not null,
    created_at timestamptz not null
);
create index on signing_keys (tenant_id);

alter table tenants enable row level security;
alter table tenants force row level security;
create policy tenant on tenants using (id = current_tenant()) with check (id = current_tenant());

-- The wall of one table; later migrations call it too.
create procedure wall(walled regclass) language plpgsql
as $$
begin
    execute format('alter table %s enable row level security', walled);
    execute format('alter table %s force row level security', walled);
    execute format('create policy tenant on %s using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', walled);
end
$$;
revoke execute on procedure wall(regclass) from public;

call wall('members');
call wall('sign_ins');
call wall('signing_keys');

-- Kept as they were written.
revoke delete on tenants from aethergen_app;
revoke update, delete on sign_ins, signing_keys from aethergen_app;
