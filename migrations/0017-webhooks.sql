-- Outgoing webhooks: endpoints of a shop's own systems, the events that are told to them, and every delivery with its answer.

-- Shops that have endpoints, and how far their events have been read. A worker sees it across shops; ids and times only.
create table webhook_readings (
  shop_id text not null references shops on delete cascade,
  read_until timestamptz not null,
  primary key (shop_id)
);

create table webhook_endpoints (
  shop_id text not null references shops on delete cascade,
  endpoint_id uuid not null,
  url text not null,
  description text not null default '',
  -- Names of events; empty for all.
  types text[] not null default '{}',
  allows_private boolean not null default false,
  secret_sealed bytea not null,
  -- While a new secret takes the place of the old one, both sign.
  previous_sealed bytea,
  previous_until timestamptz,
  is_on boolean not null default true,
  off_reason text check (off_reason in ('by-hand', 'gone', 'failing')),
  off_at timestamptz,
  -- Events from before are not told.
  listens_since timestamptz not null,
  -- Since the last success; null while all is well.
  failing_since timestamptz,
  failures int not null default 0,
  -- The endpoint has asked to be left alone until then (Retry-After).
  paused_until timestamptz,
  created_at timestamptz not null,
  primary key (shop_id, endpoint_id),
  check (is_on = (off_reason is null))
);

create table webhook_events (
  shop_id text not null references shops on delete cascade,
  event_id uuid not null,
  -- The row of the outbox that it was made of; null for a test.
  outbox_id bigint,
  type text not null,
  -- Exactly what is sent and signed, every time.
  body text not null,
  occurred_at timestamptz not null,
  created_at timestamptz not null,
  primary key (shop_id, event_id)
);
create unique index webhook_events_by_outbox on webhook_events (shop_id, outbox_id) where outbox_id is not null;
create index webhook_events_by_age on webhook_events (shop_id, created_at);

create table webhook_deliveries (
  shop_id text not null,
  delivery_id uuid not null,
  endpoint_id uuid not null,
  event_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed', 'stopped')),
  tries int not null default 0,
  next_try_at timestamptz,
  lease_until timestamptz,
  tried_at timestamptz,
  status int,
  problem text,
  answer text,
  milliseconds int,
  created_at timestamptz not null,
  primary key (shop_id, delivery_id),
  foreign key (shop_id, endpoint_id) references webhook_endpoints on delete cascade,
  foreign key (shop_id, event_id) references webhook_events on delete cascade
);
create index webhook_deliveries_due on webhook_deliveries (shop_id, endpoint_id, next_try_at) where state = 'waiting';
create index webhook_deliveries_newest on webhook_deliveries (shop_id, endpoint_id, created_at desc);
create index webhook_deliveries_by_event on webhook_deliveries (shop_id, event_id);

do $$
declare
  name text;
begin
  foreach name in array array['webhook_readings', 'webhook_endpoints', 'webhook_events', 'webhook_deliveries'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_shop on %I using (shop_id = current_setting(''app.shop_id'', true)) with check (shop_id = current_setting(''app.shop_id'', true))',
      name
    );
    execute format('grant select, insert, update, delete on %I to peakdesk_app', name);
  end loop;
  execute 'create policy scheduler_reads on webhook_readings for select using (current_setting(''app.scope'', true) = ''scheduler'')';
end
$$;
