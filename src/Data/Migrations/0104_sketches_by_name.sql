-- Fingerprints of rows no longer depend on the order of the columns: sketches of earlier versions are made anew. Where
-- a file is gone, its sketch stays, and the others get one of its kind to be compared with it.
alter table datasets add column earlier_sketch bytea;

-- The application's role can change no sketch but so: a sketch of 8 bytes for each fingerprint by one with a byte more,
-- and a sketch of the earlier kind where there is none.
create procedure renew_sketch(file text, made bytea) language sql security definer set search_path = public, pg_temp
as $$
    update datasets set sketch = made
    where tenant_id = current_tenant() and sha256 = file and length(sketch) % 8 = 0 and length(made) % 8 = 1;
$$;

create procedure add_earlier_sketch(file text, made bytea) language sql security definer set search_path = public, pg_temp
as $$
    update datasets set earlier_sketch = made
    where tenant_id = current_tenant() and sha256 = file and earlier_sketch is null and length(made) % 8 = 0;
$$;

revoke execute on procedure renew_sketch, add_earlier_sketch from public;
grant execute on procedure renew_sketch, add_earlier_sketch to aethergen_app;
