-- When a run of each tenant was last begun, for each class of work: the tenant that has waited longest comes first, however
-- many runs another has queued. Exempt from row-level security, and therefore nothing but ids and times.
create table jobs.turns (
    queue text not null,
    tenant_id uuid not null,
    begun_at timestamptz not null,
    primary key (queue, tenant_id)
);
grant select, insert, update on jobs.turns to aethergen_app;
