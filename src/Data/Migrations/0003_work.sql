-- References carry the tenant, so that no row can point at another tenant's: foreign keys look behind row-level security.
create table projects (
    id uuid primary key,
    tenant_id uuid not null references tenants,
    name text not null,
    created_at timestamptz not null,
    unique (tenant_id, id)
);

create table schema_versions (
    id uuid primary key,
    tenant_id uuid not null,
    project_id uuid not null,
    name text not null,
    number integer not null check (number >= 1),
    hash text not null,
    document jsonb not null,
    created_at timestamptz not null,
    unique (tenant_id, id),
    unique (project_id, name, number),
    foreign key (tenant_id, project_id) references projects (tenant_id, id)
);

create table seed_files (
    id uuid primary key,
    tenant_id uuid not null,
    project_id uuid not null,
    name text not null,
    sha256 text not null,
    bytes bigint not null,
    rows integer not null,
    profile jsonb not null,
    created_at timestamptz not null,
    unique (tenant_id, id),
    foreign key (tenant_id, project_id) references projects (tenant_id, id)
);
create index on seed_files (project_id);

create table runs (
    id uuid primary key,
    tenant_id uuid not null,
    project_id uuid not null,
    seed_id uuid not null,
    schema_id uuid not null,
    name text not null,
    recipe jsonb not null,
    owner text not null,
    status text not null check (status in ('queued', 'running', 'cancelling', 'done', 'cancelled', 'refused')),
    stage text not null,
    created_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz,
    problem_code text,
    problem_message text,
    summary jsonb,
    unique (tenant_id, id),
    foreign key (tenant_id, project_id) references projects (tenant_id, id),
    foreign key (tenant_id, seed_id) references seed_files (tenant_id, id),
    foreign key (tenant_id, schema_id) references schema_versions (tenant_id, id)
);
create index on runs (project_id);

create table artefacts (
    run_id uuid not null,
    name text not null,
    tenant_id uuid not null,
    sha256 text not null,
    bytes bigint not null,
    created_at timestamptz not null,
    primary key (run_id, name),
    foreign key (tenant_id, run_id) references runs (tenant_id, id) on delete cascade
);

call wall('projects');
call wall('schema_versions');
call wall('seed_files');
call wall('runs');
call wall('artefacts');

-- A version is never changed, only followed by the next.
revoke update on schema_versions from aethergen_app;

-- Says what changed, and to whom; Api passes it on to the tenant's browsers. PostgreSQL folds equal notices of one transaction.
create function tell_change() returns trigger language plpgsql
as $$
begin
    perform pg_notify('changes', json_build_object(
        'tenant', new.tenant_id, 'kind', tg_argv[0], 'id', to_jsonb(new) ->> tg_argv[1])::text);
    return null;
end
$$;

create trigger tell_change after insert or update on projects for each row execute function tell_change('projects', 'id');
create trigger tell_change after insert on schema_versions for each row execute function tell_change('schemas', 'id');
create trigger tell_change after insert on seed_files for each row execute function tell_change('seeds', 'id');
create trigger tell_change after insert or update of status, stage, summary on runs for each row execute function tell_change('runs', 'id');
create trigger tell_change after insert or update on artefacts for each row execute function tell_change('artefacts', 'run_id');
