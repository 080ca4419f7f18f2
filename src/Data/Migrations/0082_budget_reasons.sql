-- Why a budget was changed. Row-level security and the grants of the table cover the column.
alter table privacy_budgets add column reason text;
