-- Which organisation runs this installation: that of the first owner. Only one row.
create table identity.installation (
    only_one boolean primary key default true check (only_one),
    tenant_id uuid not null
);
grant select, insert, update on identity.installation to aethergen_app;
