-- Browsers are told of a run that was deleted, as they are of one that changed.
create or replace function tell_change() returns trigger language plpgsql
as $$
declare
    changed jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
begin
    perform pg_notify('changes', json_build_object(
        'tenant', changed -> 'tenant_id', 'kind', tg_argv[0], 'id', changed ->> tg_argv[1])::text);
    return null;
end
$$;

create trigger tell_deletion after delete on runs for each row execute function tell_change('runs', 'id');
