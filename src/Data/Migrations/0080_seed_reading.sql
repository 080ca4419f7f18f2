-- How the file was read: what a person declared and what was judged. Null for Parquet, which needs no judging, and for older seeds.
alter table seed_files add column reading jsonb;

-- A seed is read again when that is corrected.
drop trigger tell_change on seed_files;
create trigger tell_change after insert or update on seed_files for each row execute function tell_change('seeds', 'id');
