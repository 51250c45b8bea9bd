-- What was expected of a wait before experience corrected it: how far off that was is learned, so that promises hold as often as they say.
-- The longest wait told last, so that every process shows the same one.
alter table queue_entries
  add column first_estimate_p50 integer,
  add column first_estimate_p90 integer,
  add column told_wait_p90 integer;
