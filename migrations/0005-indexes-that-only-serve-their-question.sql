-- The same for the other indexes that begin with the shop like the key does: with a condition that their own question implies, they
-- cannot be taken for a question by key, neither by Peakdesk's statements nor by the checks of foreign keys.
create index conversations_of_customer on conversations (shop_id, customer_id, created_at desc) where customer_id is not null;
drop index conversations_by_customer;
create index turn_traces_of_conversation on turn_traces (shop_id, conversation_id, created_at) where conversation_id is not null;
drop index turn_traces_by_conversation;
create index queue_entries_of_conversation on queue_entries (shop_id, conversation_id, queued_at desc) where conversation_id is not null;
drop index queue_entries_by_conversation;
