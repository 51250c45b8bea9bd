-- Whose words `last_message_text` are: 'customer', 'ai', 'agent' or 'system'. Null where they are older than this column.
alter table conversations add column last_message_by text;
