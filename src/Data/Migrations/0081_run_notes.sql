-- What reading the seed had to say. Every worker of a run reads the same bytes in the same way, so every worker writes the same.
alter table runs add column notes jsonb not null default '[]';
