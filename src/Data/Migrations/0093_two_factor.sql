-- Codes of authenticator apps that were accepted, so that none is accepted twice. An app shows a code for 30 seconds;
-- rows go after a day. Read before the tenant is known: exempt from row-level security.
create table identity.used_codes (
    account_id uuid not null references identity.accounts on delete cascade,
    code text not null,
    used_at timestamptz not null,
    primary key (account_id, code)
);
create index on identity.used_codes (used_at);
grant select, insert, update, delete on identity.used_codes to aethergen_app;
