-- What the rows of seeds are recognised by when they are uploaded again with a changed byte, and whose ledger counts
-- for them.
create table datasets (
    tenant_id uuid not null references tenants,
    sha256 text not null,
    number integer not null check (number >= 1),
    sketch bytea not null,
    counts_to text,
    primary key (tenant_id, sha256),
    unique (tenant_id, number),
    foreign key (tenant_id, counts_to) references datasets (tenant_id, sha256)
);

-- The key of the sketches' fingerprints. It stands beside them: who reads this database reads the profiles of the rows
-- anyway.
create table sketch_keys (
    tenant_id uuid primary key references tenants,
    key bytea not null
);

call wall('datasets');
call wall('sketch_keys');

-- Only whose ledger counts is ever changed.
revoke update, delete on datasets, sketch_keys from aethergen_app;
grant update (counts_to) on datasets to aethergen_app;

create trigger tell_change after update on datasets for each row execute function tell_change('seeds', 'sha256');
