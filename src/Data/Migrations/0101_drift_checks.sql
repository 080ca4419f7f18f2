-- Which finished runs have their models tested against newer rows, and what came of it.
create table drift_watches (
    run_id uuid primary key,
    tenant_id uuid not null references tenants,
    every text not null check (every in ('hour', 'day', 'week')),
    owner text not null,
    due_at timestamptz not null,
    looked_at timestamptz,
    foreign key (tenant_id, run_id) references runs (tenant_id, id) on delete cascade
);
call wall('drift_watches');
create trigger tell_change after insert or update on drift_watches
for each row execute function tell_change('runs', 'run_id');

create table drift_checks (
    id uuid primary key,
    tenant_id uuid not null references tenants,
    run_id uuid not null,
    seed_id uuid not null,
    seed_name text not null,
    at timestamptz not null,
    outcome text not null check (outcome in ('still-valid', 'refit', 'refused')),
    report jsonb,
    problem_code text,
    problem_message text,
    unique (run_id, seed_id),
    foreign key (tenant_id, seed_id) references seed_files (tenant_id, id),
    foreign key (tenant_id, run_id) references runs (tenant_id, id) on delete cascade
);
create index on drift_checks (tenant_id, run_id, at);
call wall('drift_checks');
revoke update, delete on drift_checks from aethergen_app;
create trigger tell_change after insert on drift_checks for each row execute function tell_change('runs', 'run_id');

-- What the last check of a run's model said; lists show it.
alter table runs add column drift text check (drift in ('still-valid', 'refit', 'refused'));

-- When a worker is to look at which run next. Exempt from row-level security, and therefore nothing but ids and times:
-- workers find work without being any tenant.
create table jobs.drift_due (
    run_id uuid primary key,
    tenant_id uuid not null,
    due_at timestamptz not null,
    attempts integer not null default 0
);
create index on jobs.drift_due (due_at);
grant select, insert, update, delete on jobs.drift_due to aethergen_app;

create function follow_drift_watches() returns trigger language plpgsql
as $$
begin
    if tg_op = 'DELETE' then
        delete from jobs.drift_due where run_id = old.run_id;
    else
        insert into jobs.drift_due (run_id, tenant_id, due_at) values (new.run_id, new.tenant_id, new.due_at)
        on conflict (run_id) do update set due_at = excluded.due_at, attempts = 0;
    end if;
    return null;
end
$$;
create trigger follow_drift_watches after insert or update or delete on drift_watches
for each row execute function follow_drift_watches();

-- Tests that found drift, and whose letter is not sent. Exempt as well: nothing but ids.
create table jobs.drift_letters (
    check_id uuid primary key,
    tenant_id uuid not null,
    attempts integer not null default 0,
    not_before timestamptz not null default now()
);
grant select, insert, update, delete on jobs.drift_letters to aethergen_app;

create function want_drift_letter() returns trigger language plpgsql
as $$
begin
    insert into jobs.drift_letters (check_id, tenant_id) values (new.id, new.tenant_id);
    return null;
end
$$;
create trigger want_drift_letter after insert on drift_checks for each row
when (new.outcome = 'refit') execute function want_drift_letter();
