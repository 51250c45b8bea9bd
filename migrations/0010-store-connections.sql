-- Shops whose own system is elsewhere: how to reach it, how far its mirror is, and writes that have begun but not ended.

create table store_connections (
  shop_id text primary key references shops on delete cascade,
  platform text not null,
  settings_sealed bytea not null,
  state text not null default 'new' check (state in ('new', 'filling', 'live', 'failing', 'paused')),
  -- Where the back-fill and the polls are, per kind of record; cursors are the platform's own texts.
  cursors jsonb not null default '{}',
  progress jsonb not null default '{}',
  -- What went wrong last, in the three languages, and the technical words for whoever mends it.
  last_error jsonb,
  last_success_at timestamptz,
  failures int not null default 0,
  skew_milliseconds int not null default 0,
  token_sealed bytea,
  token_lease_until timestamptz,
  next_sync_at timestamptz,
  lease_until timestamptz,
  lease_owner text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- A write in a foreign system is known before it begins: what it will have done, and until when nobody else may try.
alter table side_effects
  add column planned jsonb,
  add column lease_until timestamptz,
  add column answer jsonb;
create index side_effects_begun on side_effects (shop_id, lease_until) where planned is not null and finished_at is null;

do $$
begin
  alter table store_connections enable row level security;
  alter table store_connections force row level security;
  create policy own_shop on store_connections
    using (shop_id = current_setting('app.shop_id', true)) with check (shop_id = current_setting('app.shop_id', true));
  grant select, insert, update, delete on store_connections to peakdesk_app;
end
$$;
