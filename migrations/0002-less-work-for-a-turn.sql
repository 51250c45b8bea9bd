-- A turn asks for conversations by their key many times. A plan that was made while the table was small took the index of the latest
-- ones for it (both begin with the shop), and read all conversations of the shop each time. An index with a condition cannot be
-- taken for that; every list of conversations asks for those with messages only.
create index conversations_latest on conversations (shop_id, last_message_at desc, conversation_id desc) where last_seq > 0;
drop index conversations_recent;

-- Each event locked its shop's one row to prove that the shop exists; row-level security proves it already. Who removes a shop removes
-- its events.
alter table outbox drop constraint outbox_shop_id_fkey;

-- Lesser events of the same conversation and transaction: [{"type", "payload"}]. A version that does not know them tells the first one.
alter table outbox add column further jsonb;
