-- What the token authority keeps (OpenIddict's model): the programs that may ask for tokens, what persons allowed them,
-- and the tokens, so that one can be revoked at once. Read before the tenant is known: exempt from row-level security.
create table identity.authority_applications (
    id uuid primary key,
    application_type text,
    client_id text,
    client_secret text,
    client_type text,
    concurrency_token text,
    consent_type text,
    display_name text,
    display_names text,
    json_web_key_set text,
    permissions text,
    post_logout_redirect_uris text,
    properties text,
    redirect_uris text,
    requirements text,
    settings text
);
create unique index on identity.authority_applications (client_id);

create table identity.authority_authorizations (
    id uuid primary key,
    application_id uuid references identity.authority_applications on delete cascade,
    concurrency_token text,
    creation_date timestamptz,
    properties text,
    scopes text,
    status text,
    subject text,
    type text
);
create index on identity.authority_authorizations (application_id, status, subject, type);
create index on identity.authority_authorizations (subject);

create table identity.authority_scopes (
    id uuid primary key,
    concurrency_token text,
    description text,
    descriptions text,
    display_name text,
    display_names text,
    name text,
    properties text,
    resources text
);
create unique index on identity.authority_scopes (name);

create table identity.authority_tokens (
    id uuid primary key,
    application_id uuid references identity.authority_applications on delete cascade,
    authorization_id uuid references identity.authority_authorizations on delete cascade,
    concurrency_token text,
    creation_date timestamptz,
    expiration_date timestamptz,
    payload text,
    properties text,
    redemption_date timestamptz,
    reference_id text,
    status text,
    subject text,
    type text
);
create unique index on identity.authority_tokens (reference_id);
create index on identity.authority_tokens (application_id, status, subject, type);
create index on identity.authority_tokens (subject);

grant select, insert, update, delete on identity.authority_applications, identity.authority_authorizations,
    identity.authority_scopes, identity.authority_tokens to aethergen_app;

-- The programs of a tenant; the authority knows them by their client id.
create table programs (
    id uuid primary key,
    tenant_id uuid not null references tenants,
    name text not null,
    role text not null check (role in ('reviewer', 'analyst', 'engineer')),
    made_by text not null,
    created_at timestamptz not null,
    ended_at timestamptz
);
create index on programs (tenant_id, created_at);
call wall('programs');
revoke delete on programs from aethergen_app;
create trigger tell_change after insert or update on programs for each row execute function tell_change('keys', 'id');

-- The keys that sign and encrypt tokens, as PEM, encrypted by the key ring that all processes share. Added, never changed.
create table keys.authority (
    id uuid primary key,
    use text not null check (use in ('sign', 'encrypt')),
    pem text not null,
    created_at timestamptz not null
);
grant select, insert, delete on keys.authority to aethergen_app;
