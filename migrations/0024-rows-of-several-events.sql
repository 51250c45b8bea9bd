-- A row of the outbox may hold events of several conversations: those in `further` that name one ("conversation") are events of their own.
-- Each of them becomes a message to a shop's own systems; `position` is its place in the row, 0 the row's own event.
alter table webhook_events add column position int not null default 0;
create unique index webhook_events_by_place on webhook_events (shop_id, outbox_id, position) where outbox_id is not null;
drop index webhook_events_by_outbox;
