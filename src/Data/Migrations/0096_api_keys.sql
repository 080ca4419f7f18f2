-- Keys for scripts. Of the secret only the hash is here.
create table api_keys (
    id uuid primary key,
    tenant_id uuid not null references tenants,
    name text not null,
    role text not null check (role in ('reviewer', 'analyst', 'engineer')),
    secret_sha256 text not null,
    made_by text not null,
    created_at timestamptz not null,
    days integer not null check (days between 1 and 366),
    expires_at timestamptz not null,
    last_used_at timestamptz,
    ended_at timestamptz
);
create index on api_keys (tenant_id, created_at);
call wall('api_keys');
revoke delete on api_keys from aethergen_app;
create trigger tell_change after insert or update of secret_sha256, ended_at on api_keys
for each row execute function tell_change('keys', 'id');
