-- What a run waits for that is outside it, and since when it has stored no file for that reason. It is over when the run ends, is to stop or
-- stores a file again, or, where it waited for the database or the network, when a worker begins it again; the worker says that.
-- works_again: a worker has been at work on the run since it waited, but no file shows yet that what was missing is there.
alter table runs
    add column waits_for text check (waits_for in ('disk-space', 'storage', 'database', 'network')),
    add column waits_since timestamptz,
    add column works_again boolean not null default false,
    add check ((waits_for is null) = (waits_since is null)),
    add check (waits_for is not null or not works_again);

create function wait_no_longer() returns trigger language plpgsql
as $$
begin
    update runs set waits_for = null, waits_since = null, works_again = false
    where tenant_id = new.tenant_id and id = new.run_id and waits_for is not null;
    return null;
end
$$;
create trigger wait_no_longer after insert or update on artefacts for each row execute function wait_no_longer();

create function end_wait() returns trigger language plpgsql
as $$
begin
    new.waits_for := null;
    new.waits_since := null;
    new.works_again := false;
    return new;
end
$$;
create trigger end_wait before update of status on runs for each row
when (new.status in ('cancelling', 'done', 'cancelled', 'refused')) execute function end_wait();

create trigger tell_wait after update of waits_for, works_again on runs for each row execute function tell_change('runs', 'id');
