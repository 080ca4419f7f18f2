-- The trials of runs, for those who watch, and for later runs that may reuse what one found.
create table trials (
    run_id uuid not null,
    recipe_hash text not null,
    cell integer not null check (cell >= 1),
    repeat integer not null check (repeat >= 1),
    tenant_id uuid not null,
    name text not null,
    place integer not null,
    levels jsonb not null,
    status text not null check (status in ('waiting', 'running', 'done', 'failed')),
    started_at timestamptz,
    ended_at timestamptz,
    content_hash text,
    summary jsonb,
    primary key (run_id, recipe_hash, cell, repeat),
    foreign key (tenant_id, run_id) references runs (tenant_id, id) on delete cascade
);
create index on trials (tenant_id, content_hash) where status = 'done';

call wall('trials');

-- Who does which trial: workers take the first that has not ended and that nobody holds. Exempt from row-level security, and therefore nothing but
-- ids, numbers and the recipe's hash. A run that leaves the queue takes its trials with it.
create table jobs.trial_queue (
    run_id uuid not null references jobs.run_queue on delete cascade,
    recipe_hash text not null,
    cell integer not null,
    repeat integer not null,
    name text not null,
    tenant_id uuid not null,
    place integer not null,
    holder uuid,
    held_until timestamptz,
    attempts integer not null default 0,
    ended boolean not null default false,
    primary key (run_id, recipe_hash, cell, repeat),
    unique (run_id, name)
);
create index on jobs.trial_queue (run_id, place) where not ended;

-- Says which trial of a run began or ended, to whoever watches: the events of a recipe.
create function tell_trial() returns trigger language plpgsql
as $$
begin
    perform pg_notify('changes', json_build_object(
        'tenant', new.tenant_id, 'kind', 'trials', 'id', new.run_id, 'part', new.name, 'event', new.status)::text);
    return null;
end
$$;

create trigger tell_trial after insert or update of status on trials for each row execute function tell_trial();
