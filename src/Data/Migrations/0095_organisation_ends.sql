-- The organisations that are to be deleted, and those that are gone. Workers find them without being any tenant, so it
-- is exempt from row-level security: nothing but ids and times. Written only by the functions below.
create table identity.tenant_ends (
    tenant_id uuid primary key,
    due timestamptz not null,
    ended_at timestamptz
);
grant select on identity.tenant_ends to aethergen_app;

create function follow_deletion_due() returns trigger language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    if new.deletion_due is null then
        delete from identity.tenant_ends where tenant_id = new.id;
    else
        insert into identity.tenant_ends (tenant_id, due) values (new.id, new.deletion_due)
        on conflict (tenant_id) do update set due = excluded.due;
    end if;
    return null;
end
$$;
create trigger follow_deletion_due after update of deletion_due on tenants
for each row execute function follow_deletion_due();

-- Deletes the session's own tenant with all its rows, in whatever table, once its day has come; accounts that belong to
-- no other tenant go too. The application may do this and nothing else with what it otherwise may not delete.
create procedure end_tenant() language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    ended uuid := current_tenant();
    owned regclass;
    again boolean;
begin
    perform from tenants where id = ended and deletion_due <= now() for update;
    if not found then
        return;
    end if;

    update identity.accounts set tenant_id = other.tenant_id
    from identity.account_tenants other
    where accounts.tenant_id = ended and other.account_id = accounts.id and other.tenant_id <> ended;
    delete from identity.authority_applications where client_id in (select 'program-' || id from programs);
    delete from identity.authority_authorizations where subject in (select id::text from identity.accounts where tenant_id = ended);
    delete from identity.authority_tokens where subject in (select id::text from identity.accounts where tenant_id = ended);
    delete from identity.accounts where tenant_id = ended;
    delete from identity.sessions where tenant_id = ended;

    -- Rows point at each other: what is still pointed at goes in a later pass.
    for pass in 1 .. 20 loop
        again := false;
        for owned in
            select c.oid from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace in ('public'::regnamespace, 'jobs'::regnamespace)
              and c.relkind = 'r' and a.attname = 'tenant_id' and not a.attisdropped
        loop
            begin
                execute format('delete from %s where tenant_id = $1', owned) using ended;
            exception when foreign_key_violation then
                again := true;
            end;
        end loop;
        exit when not again;
    end loop;
    delete from tenants where id = ended;
    update identity.tenant_ends set ended_at = now() where tenant_id = ended;
end
$$;
revoke execute on procedure end_tenant() from public;
grant execute on procedure end_tenant() to aethergen_app;
