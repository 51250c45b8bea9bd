-- Routing: why a conversation is urgent, who is to have it, what was promised, who stayed silent; what was learned of people and wishes.

alter table queue_entries
  add column serve_by timestamptz,
  add column urgency jsonb not null default '[]',
  add column intent text not null default '',
  add column channel_id text not null default '',
  add column weight int not null default 100,
  add column regular_staff_id uuid,
  add column regular_at timestamptz,
  add column excluded_staff_ids uuid[] not null default '{}',
  add column first_told_at timestamptz,
  add column first_told_p50 int,
  add column first_told_p90 int,
  add column told_p90_at timestamptz,
  add column call_back jsonb,
  add column ticket_at timestamptz,
  add column ai_offered_at timestamptz,
  add column settled_at timestamptz,
  add column assignment_details jsonb;

create index queue_entries_assigned_lately on queue_entries (shop_id, assigned_at desc) where status = 'assigned';
create index queue_entries_to_learn on queue_entries (shop_id, assigned_at) where status = 'assigned' and settled_at is null;

alter table staff
  add column skills text[] not null default '{}',
  add column channels text[] not null default '{}',
  add column wrap_up_until timestamptz,
  add column shift_ends_at timestamptz,
  add column silent_times int not null default 0;

-- 专属客服: a customer's own agent.
create table customer_agents (
  shop_id text not null,
  customer_id uuid not null,
  staff_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (shop_id, customer_id),
  foreign key (shop_id, customer_id) references customers on delete cascade,
  foreign key (shop_id, staff_id) references staff on delete cascade
);

-- What was learned: how fast and how surely this person resolves this wish.
create table agent_matches (
  shop_id text not null,
  staff_id uuid not null,
  intent text not null,
  handled int not null default 0,
  resolved int not null default 0,
  seconds double precision not null default 0,
  primary key (shop_id, staff_id, intent),
  foreign key (shop_id, staff_id) references staff on delete cascade
);

do $$
declare
  name text;
begin
  foreach name in array array['customer_agents', 'agent_matches'] loop
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
