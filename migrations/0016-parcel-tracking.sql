-- Where parcels are, as a tracking service of the shop tells it: how the service is reached, each parcel's next look, and what was seen.

create table tracking_connections (
  shop_id text primary key references shops on delete cascade,
  service text not null,
  settings_sealed bytea not null,
  failures int not null default 0,
  -- Nobody asks before this time after the service has failed.
  paused_until timestamptz,
  last_error jsonb,
  last_success_at timestamptz,
  -- When the shop's parcels on their way were last put on the list.
  listed_at timestamptz,
  -- Questions of one day: each costs the shop money.
  looks_on date,
  looks int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table parcel_looks (
  shop_id text not null references shops on delete cascade,
  order_id text not null,
  tracking_number text not null,
  -- Null: nobody has to look any more.
  next_look_at timestamptz,
  -- Looks in a row that brought nothing new.
  quiet int not null default 0,
  -- The service's code of the carrier that knew the parcel.
  carrier text,
  -- The carrier has asked for the end of the receiver's phone number.
  wants_phone boolean not null default false,
  -- The service tells of this parcel by itself.
  subscribed_at timestamptz,
  seen_at timestamptz,
  -- What the service last said instead of a track.
  last_fault text,
  created_at timestamptz not null default now(),
  primary key (shop_id, order_id, tracking_number),
  foreign key (shop_id, order_id) references store_orders on delete cascade
);
create index parcel_looks_due on parcel_looks (shop_id, next_look_at) where next_look_at is not null;
create index parcel_looks_by_number on parcel_looks (shop_id, tracking_number);

-- By tracking number, beside the document: a shop's own system writes that one over.
alter table store_orders add column tracks jsonb;

do $$
declare
  name text;
begin
  foreach name in array array['tracking_connections', 'parcel_looks'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_shop on %I using (shop_id = current_setting(''app.shop_id'', true)) with check (shop_id = current_setting(''app.shop_id'', true))',
      name
    );
    execute format('grant select, insert, update, delete on %I to peakdesk_app', name);
  end loop;
end
$$;
