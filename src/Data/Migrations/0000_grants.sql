-- What Api and Worker may do with every table the owner makes from here on: rows, not structure.
grant usage on schema public to aethergen_app;
alter default privileges in schema public grant select, insert, update, delete on tables to aethergen_app;
alter default privileges in schema public grant usage, select on sequences to aethergen_app;
