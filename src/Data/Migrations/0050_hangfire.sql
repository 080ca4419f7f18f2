-- Hangfire carries the jobs now; its own tables lie in the schema hangfire, which its installer makes.
alter table runs add column needs_gpu boolean not null default false;

-- The job of each run that has not ended, and how often a worker has begun it. Exempt from row-level security, and
-- therefore nothing but ids. A run whose job is lost, or that never had one, is given another from here.
create table jobs.run_jobs (
    run_id uuid primary key,
    tenant_id uuid not null,
    queue text not null check (queue in ('cpu', 'gpu')),
    job_id bigint,
    attempts integer not null default 0,
    trace text,
    foreign key (tenant_id, run_id) references public.runs (tenant_id, id) on delete cascade
);

-- What waits or runs at this moment has no job of the new kind yet: the next worker that starts makes it.
insert into jobs.run_jobs (run_id, tenant_id, queue, attempts)
select run_id, tenant_id, 'cpu', attempts from jobs.run_queue;

alter table jobs.trial_queue drop constraint trial_queue_run_id_fkey;
alter table jobs.trial_queue add foreign key (run_id) references jobs.run_jobs on delete cascade;
drop table jobs.run_queue;

do $$
declare
    old regclass;
begin
    for old in
        select c.oid from pg_class c
        where c.relnamespace = 'jobs'::regnamespace and c.relkind = 'r' and c.relname like 'qrtz\_%'
    loop
        execute format('drop table %s cascade', old);
    end loop;
end
$$;
