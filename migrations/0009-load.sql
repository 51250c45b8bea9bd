-- The load ladder: what a supervisor has pinned, and every change of the level with its reason.

create table load_pins (
  shop_id text primary key references shops on delete cascade,
  level text not null check (level in ('normal', 'busy', 'surge', 'overload')),
  staff_id text not null,
  pinned_at timestamptz not null
);

create table load_changes (
  shop_id text not null references shops on delete cascade,
  change_id bigint generated always as identity,
  level text not null,
  previous_level text not null,
  signal text not null,
  value double precision,
  limit_value double precision,
  node text not null,
  changed_at timestamptz not null,
  primary key (shop_id, change_id)
);

do $$
declare
  name text;
begin
  foreach name in array array['load_pins', 'load_changes'] loop
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

-- A process that begins reads what is pinned; ids only.
create policy scheduler_reads on load_pins for select using (current_setting('app.scope', true) = 'scheduler');
grant usage on all sequences in schema public to peakdesk_app;
