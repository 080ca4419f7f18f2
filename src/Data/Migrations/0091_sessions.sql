-- Where an account is signed in: each cookie names its row, and a request whose row has ended is refused. Read before
-- the tenant is known: exempt from row-level security.
create table identity.sessions (
    id uuid primary key,
    account_id uuid not null references identity.accounts on delete cascade,
    tenant_id uuid not null references public.tenants on delete cascade,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    device text not null,
    address text not null,
    ended_at timestamptz
);
create index on identity.sessions (account_id);
create index on identity.sessions (last_used_at);
grant select, insert, update, delete on identity.sessions to aethergen_app;
