-- Runs that are not yet ended, so that workers find work without being any tenant: exempt from row-level security,
-- and therefore nothing but ids. A row stands until its run has ended; a job that is lost is made again from it.
create table run_queue (
    run_id uuid primary key,
    tenant_id uuid not null,
    attempts integer not null default 0,
    not_before timestamptz not null default now(),
    foreign key (tenant_id, run_id) references runs (tenant_id, id) on delete cascade
);
