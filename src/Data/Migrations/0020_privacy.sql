-- What each dataset's privacy was spent on, and how much it may be. A dataset is known by the SHA-256 of its bytes,
-- so that the same rows, uploaded twice, have one budget.
create table privacy_budgets (
    tenant_id uuid not null references tenants,
    dataset text not null,
    number integer not null check (number >= 1),
    epsilon double precision not null check (epsilon > 0 and epsilon < 'infinity'),
    delta double precision not null check (delta > 0 and delta < 1),
    set_by text not null,
    at timestamptz not null,
    primary key (tenant_id, dataset, number)
);

create table privacy_entries (
    tenant_id uuid not null references tenants,
    dataset text not null,
    number integer not null check (number >= 1),
    at timestamptz not null,
    run text not null,
    purpose text not null,
    mechanism text not null,
    parameters jsonb not null,
    rho double precision not null check (rho >= 0 and rho < 'infinity'),
    delta double precision not null check (delta >= 0 and delta < 1),
    within integer,
    entity text,
    rows_per_unit integer check (rows_per_unit >= 1),
    primary key (tenant_id, dataset, number),
    foreign key (tenant_id, dataset, within) references privacy_entries (tenant_id, dataset, number)
);

call wall('privacy_budgets');
call wall('privacy_entries');

-- Appended to, and never changed: what was learnt stays learnt.
revoke update, delete on privacy_budgets, privacy_entries from aethergen_app;

create trigger tell_change after insert on privacy_budgets for each row execute function tell_change('privacy', 'dataset');
create trigger tell_change after insert on privacy_entries for each row execute function tell_change('privacy', 'dataset');
