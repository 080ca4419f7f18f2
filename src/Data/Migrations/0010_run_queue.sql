-- Work between Api and Worker, in a schema of its own, which Quartz's tables share: workers find it without being any tenant.
-- Exempt from row-level security, and therefore nothing but ids.
create schema jobs;
grant usage on schema jobs to aethergen_app;
alter default privileges in schema jobs grant select, insert, update, delete on tables to aethergen_app;

-- The runs that have not ended. A job that is lost is made again from here.
create table jobs.run_queue (
    run_id uuid primary key,
    tenant_id uuid not null,
    attempts integer not null default 0,
    not_before timestamptz not null default now(),
    foreign key (tenant_id, run_id) references public.runs (tenant_id, id) on delete cascade
);
