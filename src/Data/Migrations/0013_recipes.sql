create table recipe_versions (
    id uuid primary key,
    tenant_id uuid not null,
    project_id uuid not null,
    name text not null,
    number integer not null check (number >= 1),
    hash text not null,
    document jsonb not null,
    forked_from uuid,
    owner text not null,
    created_at timestamptz not null,
    unique (tenant_id, id),
    unique (project_id, name, number),
    foreign key (tenant_id, project_id) references projects (tenant_id, id),
    foreign key (tenant_id, forked_from) references recipe_versions (tenant_id, id)
);

call wall('recipe_versions');

-- A version is never changed, only followed by the next.
revoke update on recipe_versions from aethergen_app;

create trigger tell_change after insert on recipe_versions for each row execute function tell_change('recipes', 'id');
