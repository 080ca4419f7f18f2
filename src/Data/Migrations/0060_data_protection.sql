-- The key ring of Api and Worker, for systems whose processes share no folder: it encrypts cookies and the tenants'
-- signing keys. Each key is encrypted with the setting Keys:Secret before it comes here. It is no tenant's: cookies are
-- read before the tenant is known. Keys are added and never changed.
create schema keys;
create table keys.ring (
    name text primary key,
    xml text not null,
    created_at timestamptz not null default now()
);
grant usage on schema keys to aethergen_app;
grant select, insert on keys.ring to aethergen_app;
