-- Answers to requests with an Idempotency-Key, for a day: a client that asks again gets the same answer, and nothing is
-- made twice.
create table kept_answers (
    id uuid primary key,
    tenant_id uuid not null references tenants,
    key_sha256 text not null,
    request_sha256 text not null,
    at timestamptz not null,
    status integer,
    location text,
    content_type text,
    body bytea,
    unique (tenant_id, key_sha256)
);
create index on kept_answers (tenant_id, at);
call wall('kept_answers');
