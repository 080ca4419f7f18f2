-- A run that ends, in whatever way, leaves no trial behind that waits or runs.
create function end_open_trials() returns trigger language plpgsql
as $$
begin
    update trials set status = 'failed', ended_at = new.ended_at
    where tenant_id = new.tenant_id and run_id = new.id and status in ('waiting', 'running');
    return null;
end
$$;

create trigger end_open_trials after update of status on runs for each row
when (new.status in ('done', 'cancelled', 'refused')) execute function end_open_trials();

-- Those that earlier ends left behind, of all tenants: the owner of the tables looks over the wall this once.
alter table trials no force row level security;
alter table runs no force row level security;
update trials set status = 'failed', ended_at = runs.ended_at
from runs
where runs.id = trials.run_id and runs.status in ('done', 'cancelled', 'refused') and trials.status in ('waiting', 'running');
alter table trials force row level security;
alter table runs force row level security;
