-- Each action and case locked its shop's one row to prove that the shop exists; row-level security proves it already. Who removes a
-- shop removes these with it.
alter table side_effects drop constraint if exists side_effects_shop_id_fkey;
alter table store_cases drop constraint if exists store_cases_shop_id_fkey;

-- Limits of a whole shop ask for the rows of today, which lie together.
drop index side_effects_by_time;
create index side_effects_by_time on side_effects using brin (created_at) with (autosummarize = on);
