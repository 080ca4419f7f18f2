-- What an organisation's machine time costs. Never changed, only followed: what an earlier run was priced with stays readable.
create table price_lists (
    id uuid primary key,
    tenant_id uuid not null references tenants,
    document jsonb not null,
    set_by text not null,
    created_at timestamptz not null,
    unique (tenant_id, id)
);

call wall('price_lists');

revoke update, delete on price_lists from aethergen_app;

create trigger tell_change after insert on price_lists for each row execute function tell_change('prices', 'id');
