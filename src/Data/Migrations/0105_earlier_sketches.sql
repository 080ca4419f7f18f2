-- Files that are gone keep fingerprints of an earlier version: the others get such ones too, to be compared with them.
alter table datasets add column earlier_sketch bytea;
grant update (earlier_sketch) on datasets to aethergen_app;
