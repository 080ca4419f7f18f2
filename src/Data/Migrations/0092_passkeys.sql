-- Passkeys, in the form of ASP.NET Core Identity's third schema. Read before the tenant is known: exempt from row-level
-- security. They hold public keys only.
create table identity.account_passkeys (
    credential_id bytea primary key,
    user_id uuid not null references identity.accounts on delete cascade,
    data jsonb not null
);
create index on identity.account_passkeys (user_id);
grant select, insert, update, delete on identity.account_passkeys to aethergen_app;
