-- A recipe may repeat its design on several data sets: the block is a part of a trial's key.
alter table trials add column block integer not null default 1 check (block >= 1);
alter table trials drop constraint trials_pkey, add primary key (run_id, recipe_hash, cell, block, repeat);
alter table jobs.trial_queue add column block integer not null default 1;
alter table jobs.trial_queue drop constraint trial_queue_pkey, add primary key (run_id, recipe_hash, cell, block, repeat);
