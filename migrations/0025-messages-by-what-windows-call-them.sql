-- A repeated send is found by the id that the window gave it. The index began with the conversation, as the key does, and the key was taken
-- instead of it: every message of the conversation was read for each new one, hundreds in a long talk. An index that begins with the
-- id given by the window cannot be mistaken; it holds the same promise of being unique.
create unique index messages_by_client_id on messages (shop_id, client_id, conversation_id) where client_id is not null;
drop index messages_by_client;
