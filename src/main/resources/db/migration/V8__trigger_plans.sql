-- The triggers of the ledger run inside apply_mailing_events, which forbids the planner to join but by keys. What they join
-- has no keys: rows of the statement, thousands with thousands.
alter function mailing_counted() set enable_hashjoin = on;
alter function sequence_prospect_counted() set enable_hashjoin = on;
