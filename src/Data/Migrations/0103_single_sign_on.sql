-- Where the people of one e-mail domain sign in, if not here: an OpenID Connect authority. The secret is encrypted by the
-- key ring.
create table sign_in_authorities (
    id uuid primary key,
    tenant_id uuid not null references tenants,
    issuer text not null,
    client_id text not null,
    sealed_secret text not null,
    domain text not null check (domain = lower(domain)),
    default_role text not null check (default_role in ('reviewer', 'analyst', 'engineer')),
    created_at timestamptz not null
);
create index on sign_in_authorities (tenant_id, created_at);
call wall('sign_in_authorities');

-- Whom an authority has let in before. It outlives the account, so that a removed member does not become one again.
create table sign_in_subjects (
    tenant_id uuid not null references tenants,
    authority_id uuid not null references sign_in_authorities on delete cascade,
    subject text not null,
    primary key (authority_id, subject)
);
call wall('sign_in_subjects');

-- Which domain and authority belong to which organisation, read before the tenant is known: exempt from row-level
-- security; kept in step with sign_in_authorities. A domain belongs to one organisation.
create table identity.sign_in_domains (
    domain text primary key,
    tenant_id uuid not null,
    authority_id uuid not null unique
);
grant select, insert, update, delete on identity.sign_in_domains to aethergen_app;

create function follow_sign_in_authorities() returns trigger language plpgsql
as $$
begin
    if tg_op = 'DELETE' then
        delete from identity.account_logins where login_provider = old.id::text;
        delete from identity.sign_in_domains where authority_id = old.id;
    elsif tg_op = 'UPDATE' then
        update identity.sign_in_domains set domain = new.domain where authority_id = new.id;
    else
        insert into identity.sign_in_domains values (new.domain, new.tenant_id, new.id);
    end if;
    return null;
end
$$;
create trigger follow_sign_in_authorities after insert or delete or update of domain on sign_in_authorities
for each row execute function follow_sign_in_authorities();

-- How a session was opened; an authority's sessions hold in its organisation alone and end with it.
alter table identity.sessions
    add column method text,
    add column authority_id uuid references identity.sign_in_domains (authority_id) on delete cascade;
create index on identity.sessions (authority_id);
