-- Whom no invitation brought is whom the installation's settings name: the address is its holder's.
alter table invitations no force row level security;
update identity.accounts set email_confirmed = true
where not exists (
    select from invitations
    where lower(invitations.email) = lower(accounts.email) and invitations.accepted_at is not null
);
alter table invitations force row level security;
