-- A word that the key ring encrypted: a process that cannot read it has lost the ring, and says so when it starts.
create table keys.witness (
    only_one boolean primary key default true check (only_one),
    word text not null
);
grant select, insert, update on keys.witness to aethergen_app;
